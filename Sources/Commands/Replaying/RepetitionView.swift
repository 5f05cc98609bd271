import Diagnostics
import Replay

/// How a decision that was made again differs from the one in the log, for a person to read.
struct RepetitionView {
  private let difference: FirstDifference
  private let obstacles: [Obstacle]
  private let place: String

  /// - Parameter place: of the line in the log.
  init(_ difference: FirstDifference, _ obstacles: [Obstacle], _ place: String) {
    self.difference = difference
    self.obstacles = obstacles
    self.place = place
  }

  var text: String {
    let pointer = difference.pointer.isEmpty ? "the answer as a whole" : difference.pointer
    var text = "the decision differs from what was recorded (\(place)), first at \(pointer)\n".visibleLines
    text += "  recorded: \(shown(difference.first))\n  again:    \(shown(difference.second))\n"
    for obstacle in obstacles { text += "cause: \(obstacle.text)\n".visibleLines }
    if let help = obstacles.lazy.compactMap(\.help).first { text += "  help: \(help)\n" }
    return text
  }

  private func shown(_ value: String?) -> String {
    guard let text = value?.visible else { return "nothing" }
    return text.count > 200 ? "\(text.prefix(200))…" : text
  }
}

extension Obstacle {
  /// What to do about it; nil where there is nothing.
  var help: String? {
    switch self {
    case .bookMissing: "it stands in 'books' in the folder of the log: copy that as well"
    case .bookChanged, .lineChanged, .unknown: "see what else was changed: `waymark log verify`"
    case .bookBroken, .otherVersion(_?): "make it again with the version that decided it"
    case .masked: "who has the value can decide with it: `waymark decide --rules` with the book of then"
    case .hashedJourneys, .stateRefused, .otherVersion(nil), .timeZones: nil
    }
  }
}
