import Diagnostics
import Rules
import YAML

/// The keys of 'recommend'.
enum RecommendationKey: String, MappingKey { case action, score, channel }

/// Reads what a recommend rule proposes.
struct RecommendationReader: NodeReader {
  let context: ReadingContext

  /// What a recommend rule proposes: an action, or a list of actions.
  func read(_ node: Node) -> [Recommendation]? {
    guard case .sequence = node.content else { return recommendation(node)?.value.map { [$0] } }
    guard let nodes = list(node, "recommend") else { return nil }
    var found: [Recommendation] = []
    var places: [Int: SourceSpan] = [:]
    for node in nodes {
      guard let (recommendation, span) = recommendation(node), let recommendation else { continue }
      if let first = places[recommendation.action] {
        error(
          .duplicateRecommendation,
          "'\(symbols[.action].ids[recommendation.action])' is recommended twice by one rule", at: span,
          help: "keep one of the two", notes: [Diagnostic.Note("the first one", at: location(first))])
      } else {
        places[recommendation.action] = span
      }
      found.append(recommendation)
    }
    return found.isEmpty ? nil : found
  }

  /// One recommendation, and where its action is named.
  private func recommendation(_ node: Node) -> (value: Recommendation?, span: SourceSpan)? {
    if case .scalar = node.content {
      guard let action = references.reference(node, "recommend", to: .action) else { return nil }
      return (Recommendation(action: action, score: .literal(50), channel: nil), node.span)
    }
    guard let mapping = mapping(node, "recommend", help: "write an action's id, or {action: …, score: 80}")
    else {
      return nil
    }
    var action: (index: Int, span: SourceSpan)?
    var namesAction = false
    var score = Amount.literal(50)
    var channel: (index: Int, span: SourceSpan)?
    if let only = mapping.entries.first, mapping.entries.count == 1,
      symbols[.action].index(of: only.key.text) != nil
    {
      error(
        .unknownKey, "unknown key '\(only.key.text)' in 'recommend'", at: only.keySpan,
        help: "write {action: \(only.key.text), score: \(only.value.shown)}")
      return nil
    }
    keys(of: mapping, "recommend", as: RecommendationKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .action:
        namesAction = true
        action = references.reference(node, "action", to: .action) {
          "write a list of them: recommend: \(MeantList.written($0.map { "{action: \($0)}" }))"
        }.map { ($0, node.span) }
      case .score: score = expressions.amount(node, "score", in: 0...100) ?? score
      case .channel:
        channel = references.reference(node, "channel", to: .channel) { _ in
          "leave it out: the first channel of the action that is open is taken; 'channel' wishes for one"
        }.map { ($0, node.span) }
      }
    }
    if !namesAction, mapping[RecommendationKey.action.rawValue] == nil {
      missingKey(
        RecommendationKey.action, in: "recommend", mapping, as: RecommendationKey.self, at: node.span)
    }
    guard let action else { return nil }
    if let channel, let channels = symbols.channelsOfActions[action.index], !channels.contains(channel.index)
    {
      let ids = channels.sorted().map { symbols[.channel].ids[$0] }
      error(
        .channelNotOfAction,
        "'\(symbols[.action].ids[action.index])' is not offered on the channel '\(symbols[.channel].ids[channel.index])'",
        at: channel.span,
        help: ids.isEmpty
          ? "the action needs no channel: remove 'channel'" : "it is offered on \(listed(ids))")
    }
    return (Recommendation(action: action.index, score: score, channel: channel?.index), action.span)
  }
}

extension DiagnosticID {
  static let duplicateRecommendation = DiagnosticID(
    "duplicate-recommendation",
    page: """
      One rule recommends the same action twice. An action has one score per rule; which of the two was \
      meant cannot be told. Keep one. To prefer a channel, write 'channel' beside the action.
      """)

  static let channelNotOfAction = DiagnosticID(
    "channel-not-of-action",
    page: """
      A rule wishes for a channel that the action is never sent through, because its 'channels' do not name \
      it. The wish could never be met. Choose one of the action's channels, or add the channel to the \
      action.
      """)
}
