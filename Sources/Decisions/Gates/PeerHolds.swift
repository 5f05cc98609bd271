/// What held actions back since one was chosen last, by their group of peers: the gates say the same of all of them.
struct PeerHolds {
  /// By group.
  private var latest: [(closed: ClosedGate, turn: Int)]
  /// How often all was forgotten.
  private var turn = 1
  /// Whether nothing was found since.
  private(set) var isEmpty = true

  /// - Parameter count: of groups.
  init(of count: Int) {
    latest = Array(repeating: (ClosedGate(.outranked), 0), count: count)
  }

  /// Nil where it is not known.
  @inline(__always)
  func hold(of peers: Int32) -> ClosedGate? {
    guard peers >= 0 else { return nil }
    let (closed, turn) = latest[Int(peers)]
    return turn == self.turn ? closed : nil
  }

  mutating func keep(_ closed: ClosedGate, of peers: Int32) {
    guard peers >= 0 else { return }
    latest[Int(peers)] = (closed, turn)
    isEmpty = false
  }

  mutating func forget() {
    turn += 1
    isEmpty = true
  }
}
