import Rules

extension StayEnd {
  /// As reports name it.
  func name(in vocabulary: Vocabulary) -> String {
    switch self {
    case .forward: "forward"
    case .back: "back"
    case .exit(let exit): "exit:\(vocabulary.exits[exit].id)"
    }
  }

  /// Whether the customer is lost by it.
  func isLost(in vocabulary: Vocabulary) -> Bool {
    if case .exit(let exit) = self { vocabulary.exits[exit].isLost } else { false }
  }
}
