import Foundation

/// A page in the language of man(7).
struct Roff {
  private(set) var text = ""

  /// - Parameters:
  ///   - title: the name of the page, in capitals.
  ///   - day: when it was made.
  ///   - source: of which program it is, with its version.
  init(title: String, section: Int, day: String, source: String) {
    line(".TH \"\(Self.escaped(title))\" \(section) \"\(day)\" \"\(Self.escaped(source))\" \"Waymark\"")
  }

  mutating func section(_ name: String) { line(".SH \(Self.escaped(name))") }

  /// - Parameter isFirst: of its section, which begins with a paragraph anyway.
  mutating func paragraph(isFirst: Bool) { if !isFirst { line(".PP") } }

  /// Words that are filled into lines.
  mutating func words(_ text: String) {
    var filled = ""
    for word in Self.code(Self.escaped(text)).split(separator: " ") {
      if !filled.isEmpty, filled.utf8.count + word.utf8.count >= Self.width {
        line(Self.protected(filled))
        filled = ""
      }
      filled += filled.isEmpty ? word : " \(word)"
    }
    line(Self.protected(filled))
  }

  /// Bytes of a line, which nobody sees.
  private static let width = 80

  /// Lines that stay as they are.
  mutating func example(_ text: String, isFirst: Bool) {
    paragraph(isFirst: isFirst)
    line(".nf\n.RS 2")
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line(Self.protected(Self.escaped(String(part))))
    }
    line(".RE\n.fi")
  }

  /// Something and what it means.
  ///
  /// - Parameter term: with fonts, escaped already.
  mutating func item(_ term: String, _ words: [String]) {
    line(".TP\n\(term)")
    for (index, text) in words.enumerated() {
      if index > 0 { line(".br") }
      self.words(text)
    }
  }

  /// A line as roff has it.
  mutating func line(_ text: String) { self.text += "\(text)\n" }

  // MARK: Text

  static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// What roff would take for its own is written so that it prints as it stands.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
      .replacing("`", with: "\\(ga").replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
      .replacing("…", with: "...")
  }

  /// Commands within texts, which stand in backquotes, are bold.
  private static func code(_ escaped: String) -> String {
    let parts = escaped.components(separatedBy: "\\(ga")
    guard parts.count % 2 == 1 else { return escaped }
    return parts.enumerated().map { $0 % 2 == 1 ? "\\fB\($1)\\fR" : $1 }.joined()
  }

  /// A line that begins with a dot would be a request.
  private static func protected(_ line: String) -> String {
    line.hasPrefix(".") ? "\\&\(line)" : line
  }
}
