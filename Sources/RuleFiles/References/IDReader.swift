import Diagnostics
import Rules
import YAML

/// Reads and checks ids.
struct IDReader: NodeReader {
  let context: ReadingContext

  /// Checks the id of a thing that is declared: `[a-z0-9][a-z0-9_-]*`, at most 64 bytes.
  ///
  /// - Parameter isRule: ids of rules may have `/` inside.
  /// - Returns: whether it is one.
  @discardableResult
  func checkID(_ id: String, of noun: String, at span: SourceSpan, isRule: Bool = false) -> Bool {
    if id.utf8.count > 64 {
      error(
        .idTooLong, "the id of this \(noun) is \(id.utf8.count) bytes long", at: span,
        help: "shorten it to at most 64 bytes; a label or title may be longer")
      return false
    }
    guard !isID(id, isRule: isRule) else { return true }
    let proposal = proposal(for: id, isRule: isRule)
    if let (letter, script, plain) = LookAlikes.disguised(in: id), let proposal {
      error(
        .invalidID, "'\(id)' cannot be the id of this \(noun): the letter '\(letter)' is \(script)", at: span,
        advice: Advice("type a plain '\(plain)': '\(proposal)'", fix: .word(proposal, for: id)))
      return false
    }
    error(
      .invalidID, "'\(id)' cannot be the id of this \(noun)", at: span,
      advice: proposal.map { .write($0, for: id) }
        ?? Advice("ids are lower-case letters, digits, '-' and '_', and start with a letter or a digit"))
    return false
  }

  func isID(_ text: String, isRule: Bool = false) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, isLetterOrDigit(first) else { return false }
    return bytes.allSatisfy {
      isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        || (isRule && $0 == UInt8(ascii: "/"))
    } && bytes.last != UInt8(ascii: "/")
  }

  /// The id that was probably meant: in lower case, with hyphens.
  private func proposal(for text: String, isRule: Bool) -> String? {
    let plain = LookAlikes.plain(text.lowercased()).map { $0 == " " || $0 == "." ? "-" : $0 }
    let words = String(plain.filter { !"'\"()!?,&".contains($0) }).split(
      separator: "-", omittingEmptySubsequences: plain.contains(" ") || text.contains(" "))
    let proposal = words.joined(separator: "-")
    return isID(proposal, isRule: isRule) ? proposal : nil
  }

  private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || byte.isASCIIDigit
  }

  /// The id that a scalar gives to a thing that exists by being named: a kind or a group.
  func freeID(_ node: Node, _ name: String) -> String? {
    guard let scalar = scalar(node, name) else { return nil }
    checkID(scalar.text, of: name, at: node.span)
    return scalar.text
  }
}

extension NodeReader {
  var ids: IDReader { IDReader(context: context) }
}

extension DiagnosticID {
  static let invalidID = DiagnosticID(
    "invalid-id",
    page: """
      An id has characters that ids cannot have. Ids appear in answers, logs, metrics and commands, so they \
      are plain: lower-case letters a to z, digits, '-' and '_', starting with a letter or a digit; ids of \
      rules may have '/' inside. For example 'ROI Calculator' should be 'roi-calculator'; the words for \
      people go into 'title' or 'label'.
      """)

  static let idTooLong = DiagnosticID(
    "id-too-long",
    page: """
      An id is longer than 64 bytes. Ids appear in every answer and log line, and are looked at by people. \
      Shorten it; the long form can go into 'title' or 'label'.
      """)
}
