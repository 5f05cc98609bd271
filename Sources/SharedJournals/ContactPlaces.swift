import DequeModule
import HistoryRecords

/// Where in the engine the contacts are that the index has.
struct ContactPlaces {
  struct Place {
    let journey: String
    let account: String?
    /// Nil where the number in the journey is known.
    let madeBy: WriteID?
    /// That, or which of the contacts that the write made with the journey it is, counted from 1.
    let number: Int64
  }

  private var places: [Int64: Place] = [:]
  /// Of contacts that are not in the index any more: who is about to report of one may have seen it there.
  private var retired: Deque<Int64> = []
  private static let mostRetired = 10_000

  var count: Int { places.count }

  subscript(id: Int64) -> Place? { places[id] }

  mutating func add(_ id: Int64, _ place: Place) { places[id] = place }

  mutating func retire(_ ids: [Int64]) {
    retired.append(contentsOf: ids)
    while retired.count > Self.mostRetired, let id = retired.popFirst() { places[id] = nil }
  }
}
