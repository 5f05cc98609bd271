import Diagnostics

/// Several words in one text, where a list is meant.
enum MeantList {
  /// The words of a text that joins some with commas, 'or' and other signs; nil where it is none.
  static func words(_ text: String) -> [String]? {
    let plain = text.trimmed
    let separators =
      /\s*[,;|\/+&]+\s*(?:(?:or|and|eller|og|och|oder|und)\s+)?|\s+(?:or|and|eller|og|och|oder|und)\s+/
    let words = plain.split(separator: separators).map {
      $0.filter { !"()[]{}\"'".contains($0) }.trimmed
    }
    return words.count > 1 && !words.contains("") ? words : nil
  }

  /// Whether such a text asks for all of its words at once: it has an 'and' or a sign for it, and no 'or'.
  static func meansAll(_ text: String) -> Bool {
    text.firstMatch(of: /[+&]|[\s,](?:and|og|och|und)\s/) != nil
      && text.firstMatch(of: /[|\/]|[\s,](?:or|eller|oder)\s/) == nil
  }

  static func written(_ words: [String]) -> String { "[\(words.joined(separator: ", "))]" }

  /// What to write for such a text in a rule file.
  fileprivate static func help(_ text: String, _ words: [String], where both: MeantBoth) -> String {
    let list = written(words)
    guard meansAll(text) else { return "a list stands in brackets: \(list)" }
    let every = words.count == 2 ? "both" : "all of them"
    switch both {
    case .list: return "a list stands in brackets: \(list)"
    case .all: return "for \(every) write {all: \(list)}; a list in brackets, \(list), means one of them"
    case .insteadOfAny: return "for \(every) write 'all: \(list)'; 'any: \(list)' means one of them"
    case .conditions(let key):
      let conditions = words.map { "{\(key): \($0)}" }
      return
        "for \(every) write all_of: \(written(conditions)); a list in brackets, \(list), means one of them"
    case .never(let name):
      return "'\(name)' has one value at a time; a list in brackets, \(list), means one of them"
    }
  }
}

extension NodeReader {
  /// What to write for a text of several words.
  func meantList(_ text: String, _ words: [String], where both: MeantBoth) -> String {
    guard context.isSheet else {
      return MeantList.help(text, words, where: both)
    }
    let cell = words.joined(separator: "|")
    if case .list = both { return "write \(cell)" }
    guard MeantList.meansAll(text) else { return "write \(cell)" }
    return "a cell cannot ask for several at once; \(cell) means one of them"
  }
}

/// What somebody may write who names two things and wants both.
package enum MeantBoth: Sendable {
  /// A list: it takes all that it names.
  case list
  /// `{all: […]}`: a list means one of them.
  case all
  /// `all: […]` instead of `any: […]`.
  case insteadOfAny
  /// A condition of that key for each.
  case conditions(String)
  /// Nothing: a fact of that name has one value.
  case never(String)
}
