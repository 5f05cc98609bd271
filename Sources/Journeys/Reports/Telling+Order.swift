import Rules

extension Telling {
  /// The order in which tellings count: by instant and, at one instant, one that does not depend on the order in which
  /// they came. An exit comes after everything else, `resolved` after a pain point, stages in the order of the book, what
  /// `next` saw after what was told; of two that say different things of one, the one that wins comes later.
  package static func precedes(_ left: Telling, _ right: Telling) -> Bool {
    if left.at != right.at { return left.at < right.at }
    return contentPrecedes(left.content, right.content)
  }

  private static func contentPrecedes(_ left: Content, _ right: Content) -> Bool {
    switch (left, right) {
    case (
      .touchpoint(let leftName, _, let leftSentiment, let leftChannel),
      .touchpoint(let rightName, _, let rightSentiment, let rightChannel)
    ):
      if leftName != rightName { return bytesPrecede(leftName, rightName) }
      if leftChannel != rightChannel { return (leftChannel ?? -1) < (rightChannel ?? -1) }
      return (leftSentiment ?? -2) < (rightSentiment ?? -2)
    case (
      .stage(let leftStage, let leftEntered, let leftIsObserved),
      .stage(let rightStage, let rightEntered, let rightIsObserved)
    ):
      if leftIsObserved != rightIsObserved { return rightIsObserved }
      if leftStage != rightStage { return leftStage < rightStage }
      guard let leftEntered, let rightEntered else { return leftEntered == nil && rightEntered != nil }
      return leftEntered < rightEntered
    case (.painPoint(let leftID, let leftSeverity), .painPoint(let rightID, let rightSeverity)):
      return leftID == rightID ? leftSeverity < rightSeverity : leftID < rightID
    case (.exit(let left), .exit(let right)), (.trigger(let left), .trigger(let right)),
      (.resolved(let left), .resolved(let right)):
      return left < right
    default: return left.rank < right.rank
    }
  }
}

extension Telling.Content {
  /// The place of a kind of telling among those of one instant.
  fileprivate var rank: Int {
    switch self {
    case .touchpoint: 0
    case .trigger: 1
    case .painPoint: 2
    case .resolved: 3
    case .stage: 4
    case .exit: 5
    }
  }
}
