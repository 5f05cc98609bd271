import Diagnostics
import Rules

/// Finds texts of the state that rules compare with a few words, where the book does not say which words they can be: a
/// state that spells one otherwise is told nothing.
struct FreeTexts: AnalysisCheck {
  /// More words than anybody would list.
  private static let most = 40

  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    var words: [Int: Set<String>] = [:]
    for condition in book.conditions {
      condition.forEachFact { _, fact, comparisons in
        if case .attribute(let index) = fact {
          words[index, default: []].formUnion(comparisons.flatMap(\.texts))
        }
      }
    }
    for (index, words) in words.sorted(by: { $0.key < $1.key }) {
      let attribute = book.attributes[index]
      guard attribute.type == .string, attribute.values == nil, !attribute.isPersonal,
        !Attribute.builtInPaths.contains(attribute.path), words.count > 1, words.count <= Self.most
      else { continue }
      let list = words.sorted().map(Self.plain).joined(separator: ", ")
      result.add(
        Finding(
          .freeText, attribute.path, at: .attribute(attribute.path),
          "rules compare '\(attribute.path)' with \(words.count) words, and it may be any text: one that is spelt otherwise is not noticed",
          help: "list what it can be: {type: string, values: [\(list)]}, with the values that no rule names",
          fix: TextFix(
            .member(key: "values", value: "[\(list)]", beside: "type"),
            changing: "attributes.\(attribute.path).values")))
    }
  }

  /// As it stands in a list of a rule file.
  private static func plain(_ word: String) -> String {
    let isPlain =
      word.first?.isLetter == true && word.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
      && !["true", "false", "null"].contains(word.lowercased())
    return isPlain ? word : "'\(word.replacing("'", with: "''"))'"
  }
}
