import Decisions
import Diagnostics
import JSON
import Rules
import Time

/// One thing that a book says of a rule, an action, a policy or a word: a key and its value as a rule file would have it.
struct Facet: Hashable, Sendable {
  /// Such as `when.stage` or `cooldown`.
  let key: String
  let text: String
  /// The line of the key in the file of what it belongs to; nil where it is to be looked up.
  let line: Int?

  init(_ key: String, _ text: String, line: Int? = nil) {
    self.key = key
    self.text = text
    self.line = line
  }

  init?(_ key: String, ifPresent text: String?) {
    guard let text else { return nil }
    self.init(key, text)
  }
}

/// One key whose value is not the same in two books.
struct FacetChange: Hashable, Sendable {
  let key: String
  /// Nil where the key is not there.
  let old: String?
  let new: String?
  /// Lines; nil where they are to be looked up.
  let oldLine: Int?
  let newLine: Int?
}

extension [Facet] {
  /// What differs from another list, in the order of this one and then of the other.
  func changes(to others: [Facet]) -> [FacetChange] {
    let mine = Dictionary(map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let theirs = Dictionary(others.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = map(\.key) + others.map(\.key).filter { mine[$0] == nil }
    return keys.compactMap { key in
      let (old, new) = (mine[key], theirs[key])
      guard old?.text != new?.text else { return nil }
      return FacetChange(key: key, old: old?.text, new: new?.text, oldLine: old?.line, newLine: new?.line)
    }
  }
}

// MARK: - Values

extension Condition {
  /// A facet for each key, those inside of others in their text.
  func facets(_ prefix: String, _ book: RuleBook) -> [Facet] {
    var seen: [String: Int] = [:]
    return terms.map { term in
      seen[term.key, default: 0] += 1
      // A key stands once in a mapping; but for safety's sake.
      let number = seen[term.key].flatMap { $0 > 1 ? "[\($0)]" : nil } ?? ""
      return Facet("\(prefix).\(term.key)\(number)", term.text(in: book), line: Int(term.span.line))
    }
  }

  fileprivate func text(in book: RuleBook) -> String {
    "{\(terms.map { "\($0.key): \($0.text(in: book))" }.joined(separator: ", "))}"
  }
}

extension Condition.Term {
  func text(in book: RuleBook) -> String {
    switch test {
    case .anyOf(let list), .allOf(let list), .noneOf(let list):
      return "[\(list.map { $0.text(in: book) }.joined(separator: ", "))]"
    case .expression(let expression): return expression.text
    default:
      var writer = JSONWriter()
      test.writeWanted(book, to: &writer)
      return String(decoding: writer.bytes, as: UTF8.self).asInRuleFile
    }
  }
}

extension String {
  /// JSON as rule files have it: a string that is an id without its quotes, a space after commas and colons.
  var asInRuleFile: String {
    var result = ""
    var text: [Unicode.Scalar]?
    var isEscaped = false
    for scalar in unicodeScalars {
      if var letters = text {
        if scalar == "\"", !isEscaped {
          let word = String(String.UnicodeScalarView(letters))
          result += word.isPlain ? word : "\"\(word)\""
          text = nil
        } else {
          letters.append(scalar)
          text = letters
          isEscaped = scalar == "\\" && !isEscaped
        }
      } else if scalar == "\"" {
        (text, isEscaped) = ([], false)
      } else {
        result.unicodeScalars.append(scalar)
        if scalar == "," || scalar == ":" { result += " " }
      }
    }
    return result
  }

  private var isPlain: Bool {
    !isEmpty
      && utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || $0 == 0x2F || $0 == 0x3A || $0 == 0x2E || $0.isPlain }
  }
}

extension UInt8 {
  fileprivate var isPlain: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}

extension Amount {
  var text: String {
    switch self {
    case .literal(let value): value.asInRuleFile
    case .computed(let expression): expression.text
    }
  }
}

extension Double {
  /// As JSON prints it: `80`, `0.5`.
  var asInRuleFile: String {
    var writer = JSONWriter()
    writer.double(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension Availability {
  func facets(_ prefix: String = "") -> [Facet] {
    [
      Facet("\(prefix)from", ifPresent: from?.description),
      Facet("\(prefix)until", ifPresent: until?.description),
    ].compactMap(\.self)
  }
}

extension Localized where Text == Template {
  func text(in book: RuleBook) -> String { map { $0.text(book.names) }.texts }
}

extension Localized where Text == String {
  var texts: String {
    versions.map { version in version.language.map { "\($0): \(version.text)" } ?? version.text }
      .joined(separator: ", ")
  }
}

extension ContactSelector {
  func text(in book: RuleBook) -> String {
    let parts: [(String, [String]?)] = [
      ("action", actions?.map { book.actions[$0].id }), ("kind", kinds?.map { book.kinds[$0] }),
      ("group", groups?.map { book.groups[$0] }),
      ("channel", channels?.map { book.vocabulary.channels[$0].id }),
    ]
    let texts = parts.compactMap { key, ids in
      ids.map { "\(key): \($0.count == 1 ? $0[0] : "[\($0.joined(separator: ", "))]")" }
    }
    return texts.joined(separator: ", ")
  }
}
