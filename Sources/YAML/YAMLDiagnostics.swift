package import Diagnostics

/// What can be wrong with a file before its content is looked at.
package enum YAMLDiagnostics {
  package static let catalogue: [DiagnosticID] = [
    .yamlSyntax, .yamlIndentation, .mergeConflict, .tabIndentation, .nonBreakingSpace, .curlyQuotes,
    .falseListDash,
    .missingSpace, .duplicateKey, .mergeKey,
    .nonScalarKey, .unsupportedTag, .invalidTaggedValue, .severalDocuments, .unknownAnchor, .recursiveAlias,
    .invalidUTF8, .unsupportedEncoding, .controlCharacter, .fileTooLarge, .tooDeep, .tooManyNodes,
  ]
}

extension DiagnosticID {
  package static let yamlSyntax = DiagnosticID(
    "yaml-syntax",
    page: """
      The file is not well-formed YAML here, and what belongs to this place is not read. The usual causes are a \
      line that is indented differently from its neighbours, a bracket or a quote that is never closed, and a \
      text with ': ' or ' #' in it that needs quotes. Correct the place shown, or the line above it, and check again.
      """)

  package static let yamlIndentation = DiagnosticID(
    "yaml-indentation",
    page: """
      A line is indented by more or fewer spaces than the lines that it belongs with. In YAML the spaces at the \
      beginning of a line say what it belongs to: keys that stand side by side begin in the same column. Indent the \
      line as the message says. If it belongs to another key, indent it deeper than that one.
      """)

  package static let mergeConflict = DiagnosticID(
    "merge-conflict",
    page: """
      Two people changed the same lines of this file, and version control could not tell which of the two versions is \
      right, so it wrote both, with lines such as '<<<<<<< HEAD', '=======' and '>>>>>>> branch' around them. Keep the \
      version that is meant, or what is right of both, and delete these lines.
      """)

  package static let tabIndentation = DiagnosticID(
    "tab-indentation",
    page: """
      The line begins with a tab. YAML shows what belongs to what by indentation, and allows only spaces for it, \
      because a tab is as wide as each editor likes. Replace the tab with spaces, and set the editor to insert \
      spaces when the tab key is pressed.
      """)

  package static let nonBreakingSpace = DiagnosticID(
    "non-breaking-space",
    page: """
      There is a character that looks like a space and is none, usually pasted from a web page, a chat or a text \
      processor. YAML takes it for a letter, so a key, a value or the indentation is not what it seems. Delete \
      the character and type a space in its place; one without any width is only deleted.
      """)

  package static let curlyQuotes = DiagnosticID(
    "curly-quotes",
    page: """
      The text stands in curly quotes, as text processors and chats make them. YAML knows only the straight quotes \
      \" and ', so the curly ones become part of the text, and an id written with them is another id. Write straight \
      quotes. If the curly ones are meant to be seen, put straight quotes around the whole text.
      """)

  package static let falseListDash = DiagnosticID(
    "false-list-dash",
    page: """
      A line begins with a dash or a bullet that looks like the '- ' of a list and is none: text processors and mail \
      programs make such signs of a plain hyphen. YAML takes it, and all the lines below it, for one text. Write a \
      plain hyphen and a space before each entry, or the whole list in brackets: '[email, phone]'. If a text is to \
      begin with the sign, put quotes around it.
      """)

  package static let missingSpace = DiagnosticID(
    "missing-space-after-colon",
    page: """
      A colon separates a key from its value only where a space or the end of the line follows it. Without the space, \
      'stage:decision' is one text and no entry of a mapping. Write 'stage: decision'. If it is meant as one text, \
      put quotes around it.
      """)

  package static let duplicateKey = DiagnosticID(
    "duplicate-key",
    page: """
      A mapping has the same key twice. Many programs silently take the last one, so that a rule disappears without \
      anyone noticing; here it is an error. Rename one of the two, or merge what stands under them.
      """)

  package static let mergeKey = DiagnosticID(
    "merge-key",
    page: """
      The key '<<' copies the entries of another mapping in some YAML programs, but it is no part of YAML 1.2, and a \
      reader cannot see what a rule says without looking it up. Write the entries out. A whole value can be used \
      again: mark it with '&name' and write '*name' where it is needed.
      """)

  package static let nonScalarKey = DiagnosticID(
    "non-scalar-key",
    page: """
      A list or a mapping stands where a key should be. Keys are names: a word or a quoted text before the colon. \
      This often comes from a '{', '[' or '?' at the start of a text; put quotes around the text then.
      """)

  package static let unsupportedTag = DiagnosticID(
    "unsupported-tag",
    page: """
      A word that begins with '!' is a tag: it tells a YAML program what kind of value follows. Only the core tags \
      !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are understood here. Delete the tag, or put quotes \
      around the value if the '!' belongs to a text.
      """)

  package static let invalidTaggedValue = DiagnosticID(
    "invalid-tagged-value",
    page: """
      A tag such as !!int says what kind of value follows, and the value is not of that kind. Correct the value, or \
      delete the tag: numbers, true, false and null are recognised without one.
      """)

  package static let severalDocuments = DiagnosticID(
    "several-documents",
    page: """
      A line '---' begins a new YAML document, and a file may hold only one. Nothing after that line was read. Put \
      the second part into a file of its own, or delete the line if both belong together.
      """)

  package static let unknownAnchor = DiagnosticID(
    "unknown-anchor",
    page: """
      '*name' stands for a value that was marked with '&name' earlier in the same file, and there is no such mark. \
      Check the spelling and the order; marks of other files do not count. If the '*' belongs to a text, put quotes \
      around the text.
      """)

  package static let recursiveAlias = DiagnosticID(
    "recursive-alias",
    page: """
      '*name' stands inside the very value that '&name' marks, so the value would contain itself without end. Write \
      out what is meant, or move the mark to a smaller value.
      """)

  package static let invalidUTF8 = DiagnosticID(
    "invalid-utf8",
    page: """
      The file holds bytes that are no UTF-8 text, so its letters cannot be told for certain. Usually it was saved in \
      an older encoding such as Windows-1252 or Latin-1. Open it in an editor, choose UTF-8 as the encoding, check \
      the accented letters, and save it.
      """)

  package static let unsupportedEncoding = DiagnosticID(
    "unsupported-encoding",
    page: """
      The file is saved as UTF-16 or UTF-32; only UTF-8 is read. Some Windows programs call UTF-16 'Unicode'. Save \
      it again as UTF-8.
      """)

  package static let controlCharacter = DiagnosticID(
    "control-character",
    page: """
      The file holds an invisible control character, which YAML does not allow. It was probably pasted, or the file \
      is damaged or is no text at all. Delete the character. If it is needed inside a text, write an escape such as \
      "\\x07" in double quotes.
      """)

  package static let fileTooLarge = DiagnosticID(
    "file-too-large",
    page: """
      One file may hold 4 MiB, some ten thousand rules, so that a mistake cannot exhaust the memory of the machine. \
      Sections may be spread over as many files as you like: move some rules to another file.
      """)

  package static let tooDeep = DiagnosticID(
    "too-deep",
    page: """
      Values stand inside each other more than 64 levels deep, the whole file being the first level. No rule needs \
      that; usually brackets were repeated by accident or the file was made by a program that went wrong.
      """)

  package static let tooManyNodes = DiagnosticID(
    "too-many-nodes",
    page: """
      The file holds more than a million keys and values once each alias is replaced with what it stands for. A few \
      lines of aliases to aliases can grow without bound, so the reading stops here. Split the file, or use \
      fewer aliases.
      """)
}
