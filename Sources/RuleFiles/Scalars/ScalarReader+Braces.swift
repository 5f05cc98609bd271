import Diagnostics
import Rules
import YAML

/// Facts in texts that are no templates, and are shown with their braces.
extension ScalarReader {
  func checkBraces(in text: String, _ node: Node, _ name: String) {
    // Few texts have any, and a pattern takes longer than all else that is done with a text.
    guard text.utf8.contains(UInt8(ascii: "{")) else { return }
    let bytes = Array(text.utf8)
    for match in text.matches(of: /\{+\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}+/) {
      // Two braces may be for the program that sends the text.
      guard !match.0.hasPrefix("{{") || symbols.names.fact(named: String(match.1)) != nil else { continue }
      let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      warning(
        .notATemplate, "'\(match.0)' is shown as it stands: '\(name)' is no template",
        at: node.span(of: start..<(start + match.0.utf8.count), in: bytes),
        help: "leave it out: facts are filled into 'because' and 'summary' only")
    }
  }

  /// Notes facts in braces in what is handed to the caller as it stands: who sends it may fill them in, or may not.
  func checkFacts(in text: String, _ node: Node, _ name: String) {
    guard text.utf8.contains(UInt8(ascii: "{")),
      let match = text.firstMatch(of: /\{+\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}+/),
      symbols.names.fact(named: String(match.1)) != nil
    else { return }
    let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
    note(
      .notATemplate, "'\(match.0)' is handed to the caller as it stands: '\(name)' is no template",
      at: node.span(of: start..<(start + match.0.utf8.count), in: Array(text.utf8)),
      help: "make sure that the program which sends it fills it in; accept the note if it does")
  }
}

extension DiagnosticID {
  static let notATemplate = DiagnosticID(
    "not-a-template",
    page: """
      A title has a name in braces, such as 'Hello {persona}'. Facts are filled into 'because' and 'summary' only; a title \
      is the same for everybody, and whoever gets it sees the braces. Leave the fact out of the title, and let the program \
      that sends the action put it in, or say it in 'because'. What stands under 'payload' and 'treatments' is handed to \
      the caller as it stands, too: there it is a note, since the program that sends it may know such names.
      """)
}
