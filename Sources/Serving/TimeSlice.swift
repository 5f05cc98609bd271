/// One turn of long work on the event loop: when it is over, others get theirs.
package struct TimeSlice {
  private let began = ContinuousClock.now

  private static let length = Duration.microseconds(100)

  package init() {}

  package var isOver: Bool { ContinuousClock.now - began > Self.length }
}
