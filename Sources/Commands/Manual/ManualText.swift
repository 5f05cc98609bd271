/// The discussion of a command, in the parts that a page of the manual has.
struct ManualText {
  enum Block {
    case words(String)
    /// Lines that are laid out.
    case example(String)

    /// - Parameter isFirst: of its section.
    func write(to page: inout Roff, isFirst: Bool) {
      switch self {
      case .words(let text):
        page.paragraph(isFirst: isFirst)
        page.words(text)
      case .example(let text): page.example(text, isFirst: isFirst)
      }
    }
  }

  private(set) var blocks: [Block] = []
  /// Each exit code and when it comes.
  private(set) var exitCodes: [(code: String, meaning: String)] = []

  private static let mark = "Exit codes: "

  init(_ discussion: String) {
    for paragraph in discussion.split(separator: /\n[ ]*\n/).map(String.init) where !paragraph.isEmpty {
      guard let codes = paragraph.firstRange(of: Self.mark) else {
        add(paragraph)
        continue
      }
      add(String(paragraph[..<codes.lowerBound]))
      exitCodes += Self.exitCodes(in: String(paragraph[codes.upperBound...]))
    }
  }

  private mutating func add(_ paragraph: String) {
    guard paragraph.contains(where: { !$0.isWhitespace }) else { return }
    blocks.append(paragraph.contains("\n") ? .example(paragraph) : .words(paragraph))
  }

  /// Codes are set apart by semicolons; one without a code belongs to the one before it.
  private static func exitCodes(in text: String) -> [(code: String, meaning: String)] {
    let sentence = text.hasSuffix(".") ? String(text.dropLast()) : text
    var codes: [(code: String, meaning: String)] = []
    for part in sentence.split(separator: "; ") {
      if let match = part.wholeMatch(of: /(\d+) (.+)/.dotMatchesNewlines()) {
        codes.append((String(match.output.1), String(match.output.2)))
      } else if let last = codes.indices.last {
        codes[last].meaning += "; \(part)"
      }
    }
    return codes
  }
}
