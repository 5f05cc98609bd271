package import Time

/// The length of an episode, and how it ended.
package struct Stay: Sendable, Equatable {
  /// From the entry to the departure, or to the instant of the report.
  package let duration: TimeSpan
  /// From the entry until the episode was first seen: before that nobody could have seen it end. Zero or more.
  package let delay: TimeSpan
  /// Nil where it has not ended.
  package let end: StayEnd?

  package init(duration: TimeSpan, delay: TimeSpan, end: StayEnd?) {
    self.duration = duration
    self.delay = delay
    self.end = end
  }

  /// Whether there is any time at which its end could be seen.
  var isEverAtRisk: Bool { delay < duration || delay.microseconds <= 0 }
}

/// Where a journey goes from a stage: to a later stage of the book, to an earlier one, or out of it by an exit.
package enum StayEnd: Sendable, Hashable {
  case forward, back
  /// Index into `Vocabulary.exits`.
  case exit(Int)

  /// All of them, in the order of `place`.
  package static func all(exits: Int) -> [StayEnd] { [.forward, .back] + (0..<exits).map { .exit($0) } }

  /// From 0, in the order forward, back, the exits.
  var place: Int {
    switch self {
    case .forward: 0
    case .back: 1
    case .exit(let exit): 2 + exit
    }
  }
}
