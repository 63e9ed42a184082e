package article

import "strings"

// spendMarkup counts what goldmark will make of a body in Markdown, before it is parsed: its time grows with the square
// of the marks of a paragraph, it fills each row of a table up to the width of its head, and it recurses into what is
// nested.
func (b *budget) spendMarkup(body string) {
	b.reach(footnoteMarks, strings.Count(body, "[^"))
	inParagraph, columns, filled, before := 0, 0, 0, ""
	inList := true // a list item that is next ends a paragraph
	for line := range strings.Lines(body) {
		if isBlankLine(line) {
			inParagraph, columns, inList = 0, 0, true
			continue
		}
		levels := nestingOf(line)
		b.reach(depth, levels)
		if inList = isItem(line) && (inList || startsList(line)); inList || columns > 0 {
			inParagraph = 0
		}
		inParagraph += countMarks(line)
		b.reach(marks, inParagraph)
		if filled += columns; isTableRule(line) && cellsOf(line) == cellsOf(before) {
			columns = cellsOf(line)
			filled += 2 * columns
		}
		before = line
		b.reach(cells, b.spent[cells]+filled)
	}
	b.spend(cells, filled)
}

func isBlankLine(line string) bool { return strings.Trim(line, " \t\n") == "" }

// isItem reports whether a line begins with the mark of a list.
func isItem(line string) bool {
	line = strings.TrimLeft(line, " \t")
	rest := strings.TrimLeft(line, "0123456789")
	return strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "+ ") ||
		len(rest) < len(line) && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") "))
}

// startsList reports whether a list item may be right below a paragraph: it has a bullet or the number 1.
func startsList(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return line[0] == '-' || line[0] == '*' || line[0] == '+' || strings.HasPrefix(line, "1.") || strings.HasPrefix(line, "1)")
}

// isTableRule reports whether a line may be the one below the head of a table: |---|:-:|.
func isTableRule(line string) bool {
	return strings.Contains(line, "|") && strings.Contains(line, "-") && strings.Trim(line, "|-: \t\n>*+") == ""
}

// cellsOf returns the number of cells in a row of a table.
func cellsOf(row string) int {
	row = strings.ReplaceAll(strings.Trim(row, " \t\n>"), `\|`, "")
	return 1 + strings.Count(strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|"), "|")
}

// countMarks returns the brackets, each as four, code marks and runs of emphasis marks in a line, without marks within words.
func countMarks(line string) int {
	count := 0
	for i := range len(line) {
		switch c := line[i]; c {
		case '[': // costs more than the others
			count += 4
		case '`':
			count++
		case '*', '_', '~':
			within := c == '_' && i > 0 && i+1 < len(line) && isWordByte(line[i-1]) && isWordByte(line[i+1])
			if !within && (i == 0 || line[i-1] != c) {
				count++
			}
		}
	}
	return count
}

// isWordByte reports whether a byte is an ASCII letter or digit.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// nestingOf returns how many levels of quotes and lists the marks at the start of a line open, with the indentation
// of a list item counted as two columns a level. Thematic breaks open none.
func nestingOf(line string) int {
	if strings.Trim(line, " \t\n*") == "" || strings.Trim(line, " \t\n-") == "" {
		return 0
	}
	levels, indented := 0, 0
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			indented++
			i++
		case c == '>':
			levels++
			i++
		default:
			end := i
			for end < len(line) && end < i+9 && line[end] >= '0' && line[end] <= '9' {
				end++
			}
			isNumber := end > i && end < len(line) && (line[end] == '.' || line[end] == ')')
			if !isNumber && !strings.ContainsRune("-*+", rune(c)) {
				return withIndentation(levels, indented)
			}
			levels++
			i = end + 1
		}
	}
	return withIndentation(levels, indented)
}

func withIndentation(levels, indented int) int {
	if levels == 0 {
		return 0
	}
	return levels + indented/2
}
