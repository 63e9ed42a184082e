package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html/charset"
)

// archive is a zip file within bounds: what its files hold is counted while it is unpacked, whatever they declare.
type archive struct {
	files map[string]*zip.File
	*budget
}

func (b *budget) openZip(raw []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("is no zip file, as it should be: %w", err)
	}
	b.reach(zipFiles, len(z.File))
	a := &archive{files: map[string]*zip.File{}, budget: b}
	for _, f := range z.File {
		a.files[path.Clean(f.Name)] = f
	}
	return a, nil
}

// read returns what a file holds; nil if it is not there.
func (a *archive) read(name string) ([]byte, error) {
	f, ok := a.files[path.Clean(name)]
	if !ok {
		return nil, nil
	}
	left := limits[unzipped].most - a.spent[unzipped]
	if declared := f.UncompressedSize64; declared > uint64(left) {
		a.reach(unzipped, a.spent[unzipped]+int(min(declared, 1<<50)))
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in it: %w", f.Name, err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, int64(left)+1))
	if err != nil {
		return nil, fmt.Errorf("%s in it: %w", f.Name, err)
	}
	a.spend(unzipped, len(text))
	return text, nil
}

// node is an element of an XML file, with its name without the prefix.
type node struct {
	name     string
	attrs    []xml.Attr
	children []*node
	text     string // of a piece of text, whose name is empty
}

// parseXML reads an XML file. Entities that it declares itself are not resolved.
func (b *budget) parseXML(raw []byte) (*node, error) {
	decoder := xml.NewDecoder(bytes.NewReader(raw))
	decoder.Strict, decoder.Entity, decoder.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	open := []*node{{}}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return open[0], nil
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			b.reach(depth, len(open))
			b.spend(elements, 1)
			n := &node{name: t.Name.Local, attrs: t.Attr}
			top.children = append(top.children, n)
			open = append(open, n)
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			top.children = append(top.children, &node{text: string(t)})
		}
	}
}

// attr returns an attribute by its name without the prefix, or "". It may be called on nil.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child returns the first child of a name; nil if there is none. It may be called on nil.
func (n *node) child(name string) *node {
	if n != nil {
		for _, c := range n.children {
			if c.name == name {
				return c
			}
		}
	}
	return nil
}

// find returns all elements of a name below a node, in order.
func (n *node) find(name string) []*node {
	var out []*node
	for _, c := range n.children {
		if c.name == name {
			out = append(out, c)
		}
		out = append(out, c.find(name)...)
	}
	return out
}

// all returns the text below a node; "" for nil.
func (n *node) all() string {
	if n == nil {
		return ""
	}
	if len(n.children) == 0 {
		return n.text
	}
	var b strings.Builder
	b.WriteString(n.text)
	for _, c := range n.children {
		b.WriteString(c.all())
	}
	return b.String()
}

// firstText returns the text of the first element of a name that has one.
func (n *node) firstText(name string) string {
	for _, found := range n.find(name) {
		if text := clean(found.all()); text != "" {
			return text
		}
	}
	return ""
}
