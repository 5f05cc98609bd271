/// One turn of long work on the event loop: when it is over, others get theirs.
struct TimeSlice {
  private let began = ContinuousClock.now

  static let length = Duration.microseconds(250)

  var isOver: Bool { ContinuousClock.now - began > Self.length }
}
