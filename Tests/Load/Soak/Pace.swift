import Foundation

/// When a client sends what: at even intervals whatever the answers take, so that a slow answer is seen in those after it,
/// too.
struct Pace {
  let begin: Double
  let seconds: Double
  /// Between two requests; nil: as soon as there is an answer.
  let interval: Double?
  /// Of the first request, as a part of an interval.
  let offset: Double

  var end: Double { begin + seconds }

  /// Waits until a request is due.
  ///
  /// - Returns: when it was due.
  func wait(for number: Int) -> Double {
    guard let interval else { return Clock.now }
    let due = begin + (Double(number) + offset) * interval
    let left = due - Clock.now
    if left > 0 { Thread.sleep(forTimeInterval: left) }
    return due
  }

  func isSecondHalf(_ time: Double) -> Bool { time - begin >= seconds / 2 }
}
