import HistoryRecords

/// Which try it is to decide and record something that others may be faster with.
struct DecisionAttempt {
  /// How often it is tried at most.
  static let most = 5

  private(set) var number = 1
  /// What the tries before have touched beside what the states name.
  private(set) var scopes: Set<HistoryScope> = []

  /// The next one, after one that touched some scopes; nil where it was tried often enough.
  func next(touching touched: Set<HistoryScope>) -> DecisionAttempt? {
    guard number < Self.most else { return nil }
    var next = self
    next.number += 1
    next.scopes.formUnion(touched)
    return next
  }
}
