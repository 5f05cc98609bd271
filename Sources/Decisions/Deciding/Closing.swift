import Time

/// A gate that is closed, and when it opens.
struct Closing {
  let closed: Closed
  let opens: Opening

  init(
    _ reason: Closed.Reason, by: Closed.Closer? = nil, channel: Int? = nil, opens: Opening = .never
  ) {
    closed = Closed(reason, by: by, channel: channel)
    self.opens = opens
  }
}

/// When something closed opens at the earliest: at an instant, or never by itself.
enum Opening {
  case at(Instant)
  case never

  var instant: Instant? {
    switch self {
    case .at(let instant): instant
    case .never: nil
    }
  }

  /// What never opens is the last.
  func isLater(than other: Self) -> Bool {
    guard let other = other.instant else { return false }
    return instant.map { $0 > other } ?? true
  }

  /// The later of this and of another one, if there is one.
  func orLater(_ other: Self?) -> Self {
    guard let other else { return self }
    return other.isLater(than: self) ? other : self
  }
}
