package article

import (
	"path"
	"strings"
)

// unreadable are kinds of files that are not read, by their endings, and what to do about one.
var unreadable = kindsOf([]unreadableKind{
	{"png jpg jpeg gif webp heic heif tif tiff bmp svg avif ico", "is a picture", "have the text on it recognized and saved as .txt or .pdf, or take it out of the folder"},
	{"doc docm rtf odt pages wps wpd tex", "is a document of a kind that is not read", "save it as .docx, .pdf or .txt"},
	{"xls xlsx ods csv tsv numbers ppt pptx odp key", "is a table or a set of slides", "save what is text in it as .docx, .pdf or .txt"},
	{"mobi azw azw3 fb2 djvu", "is a book of a kind that is not read", "save it as .epub"},
	{"zip rar 7z tar gz tgz bz2 xz", "is an archive; the files in it are not read", "unpack it into the folder"},
	{"webarchive warc maff", "is a saved page of a kind that is not read", "save the page as .html or .mhtml"},
	{"msg mbox pst", "is mail of a kind that is not read", "save each mail as .eml"},
	{"mp3 m4a wav ogg flac mp4 mov avi mkv webm", "is sound or a film", "put what is said in it into a .txt file"},
	{"yaml yml toml ini", "holds settings, but none of a name that is known", "name it aliases.yaml or _defaults.yaml if it is that, or take it out of the folder"},
})

type unreadableKind struct{ endings, why, hint string }

func kindsOf(kinds []unreadableKind) map[string]unreadableKind {
	out := map[string]unreadableKind{}
	for _, k := range kinds {
		for ending := range strings.FieldsSeq(k.endings) {
			out["."+ending] = k
		}
	}
	return out
}

// NotRead returns why files with a name like this one are not read, and what to do about it. See IsRead.
func NotRead(name string) Problem {
	if k, ok := unreadable[strings.ToLower(path.Ext(name))]; ok {
		return Problem{Level: Warning, Text: "is not read: it " + k.why, Hint: k.hint}
	}
	return Problem{Level: Warning, Text: "is not read: its name has none of the known endings", Hint: "name it .txt if it is a text, or take it out of the folder; read are " + strings.Join(Endings(), ", ")}
}
