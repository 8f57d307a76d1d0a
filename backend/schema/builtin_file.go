package schema

// Fields of a file that its upload fills in and nobody edits.
const (
	FieldFileSize  = "size"
	FieldMediaType = "media_type"
	FieldDigest    = "digest"
)

// fileType is a file on a record. What it contains is named by its digest, which is not to be edited: whoever could, would fetch by it what
// stands on a record that he does not see.
func fileType() *ElementType {
	given := func(name, kind, en, ru string) *Field {
		f := field(name, kind, sectionMore, en, ru)
		f.DefaultRight, f.Cap = Read, Read
		return f
	}
	t := builtin(TypeFile, "file", Parent, "File", "Files", "Файл", "Файлы",
		title("Name", "Название"),
		fast(to("", field("about", KindLink, sectionMain, "On", "К чему относится"))),
		given(FieldFileSize, KindNumber, "Size in bytes", "Размер в байтах"),
		given(FieldMediaType, KindText, "Type of content", "Тип содержимого"),
		given(FieldDigest, KindText, "SHA-256", "SHA-256"),
	)
	t.ParentField, t.Comments, t.IsComment = "about", false, true
	return t
}
