import JSON
import Rules

/// The journeys of a log that differ in capitals or spaces only from those that somebody asks for: mostly one of them is
/// meant.
final class SimilarJourneys {
  private let wanted: Set<ExactText>
  private let keys: Set<String>
  private var found: Set<ExactText> = []

  /// How many are named at most.
  private static let most = 5

  init(to journeys: [String]) {
    wanted = Set(journeys.map { ExactText($0) })
    keys = Set(journeys.map { $0.spelling })
  }

  /// In the order of their letters.
  var names: [String] { found.map(\.text).sorted() }

  /// - Parameter record: of the decision log.
  func note(_ record: JSONDocument) {
    guard !keys.isEmpty, found.count < Self.most,
      let state = record.member("state", of: record.root),
      let token = record.member("journey", of: state), record.kind(of: token) == .string
    else { return }
    let name = ExactText(record.string(at: token))
    if !wanted.contains(name), keys.contains(name.text.spelling) { found.insert(name) }
  }
}
