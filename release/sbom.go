package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// sbomVersion is the version of CycloneDX that most programs read.
const sbomVersion = cdx.SpecVersion1_5

// sbom writes which modules are in a program, in the form of CycloneDX. They are those that Go's linker recorded in it.
func (r release) sbom(p program) error {
	licences, err := r.moduleLicences()
	if err != nil {
		return err
	}
	components := []cdx.Component{{
		BOMRef: "go", Type: cdx.ComponentTypeLibrary, Name: "std", Version: p.info.GoVersion,
		PackageURL: "pkg:golang/std@" + strings.TrimPrefix(p.info.GoVersion, "go"), Licenses: licencesOf("BSD-3-Clause"),
	}}
	for _, m := range p.info.Deps {
		if m.Replace != nil { // a folder of this project takes its place
			continue
		}
		url := fmt.Sprintf("pkg:golang/%s@%s?type=module", m.Path, m.Version)
		components = append(components, cdx.Component{BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: m.Path, Version: m.Version,
			PackageURL: url, Licenses: licencesOf(licences[m.Path])})
	}
	bom := cdx.NewBOM()
	bom.Metadata = &cdx.Metadata{
		Timestamp: p.at.Format(time.RFC3339),
		Component: &cdx.Component{BOMRef: "lede", Type: cdx.ComponentTypeApplication, Name: "lede", Version: p.info.Main.Version, Licenses: licencesOf("MIT")},
	}
	bom.Components = &components
	return r.write(p.name()+".cdx.json", func(w *os.File) error {
		return cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, sbomVersion)
	})
}

// licencesOf returns licences of a list of identifiers, or nil for none.
func licencesOf(list string) *cdx.Licenses {
	if list == "" {
		return nil
	}
	var out cdx.Licenses
	for id := range strings.SplitSeq(list, ", ") {
		out = append(out, cdx.LicenseChoice{License: &cdx.License{ID: id}})
	}
	return &out
}

// moduleLicences returns the licences of the modules by path, out of THIRD_PARTY.md, which a test keeps.
func (r release) moduleLicences() (map[string]string, error) {
	raw, err := os.ReadFile(filepath.Join(r.root, "THIRD_PARTY.md"))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if cells := strings.Split(line, "|"); len(cells) == 4 {
			out[strings.TrimSpace(cells[1])] = strings.TrimSpace(cells[2])
		}
	}
	return out, nil
}
