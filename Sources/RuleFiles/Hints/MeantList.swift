import Diagnostics

/// Several words in one text, where a list is meant.
enum MeantList {
  /// The words of a text that joins some with commas, 'or' and other signs; nil where it is none.
  static func words(_ text: String) -> [String]? {
    let plain = text.trimmed
    let separators = /\s*(?:,|;|\||\/|\+|&|\bor\b|\band\b|\beller\b|\bog\b|\boder\b|\bund\b)\s*/
    let words = plain.split(separator: separators).map {
      $0.filter { !"()[]{}\"'".contains($0) }.trimmed
    }
    return words.count > 1 && !words.contains("") ? words : nil
  }

  static func written(_ words: [String]) -> String { "[\(words.joined(separator: ", "))]" }
}
