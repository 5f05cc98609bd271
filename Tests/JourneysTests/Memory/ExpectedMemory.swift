import Foundation
import Time

/// What is remembered of some events at an instant, by the sentences of the documentation, each fact by itself.
struct ExpectedMemory {
  let events: [ToldEvent]
  let now: Instant

  static let stages = ["awareness", "consideration", "retention"]
  static let lasts = ["trial": 10, "search": 30, "price": 20, "delay": 90]

  private var past: [ToldEvent] { events.filter { $0.at <= now } }

  /// The latest exit, after which nothing began anew.
  var exit: String? {
    guard let last = past.filter({ $0.exit != nil }).map(\.at).max() else { return nil }
    let isAnew = past.contains { event in
      event.at > last
        && (event.stage != nil || event.trigger != nil
          || event.touchpoint.map { $0.name != "gossip" } ?? false)
    }
    return isAnew ? nil : past.filter { $0.at == last }.compactMap(\.exit).max()
  }

  /// What came after the last exit; nothing as long as the journey has ended.
  private var current: [ToldEvent] {
    if exit != nil { return [] }
    let last = past.filter { $0.exit != nil }.map(\.at).max()
    return past.filter { event in last.map { event.at > $0 } ?? true }
  }

  /// The stages that were told, in the order in which they came to be in force.
  private var stages: [ToldEvent] {
    func place(_ event: ToldEvent) -> Int { Self.stages.firstIndex(of: event.stage ?? "") ?? -1 }
    return current.filter { $0.stage != nil }.sorted { one, other in
      (one.at, place(one), one.stageEntered?.microseconds ?? .min)
        < (other.at, place(other), other.stageEntered?.microseconds ?? .min)
    }
  }

  var stage: String? { stages.last?.stage }

  var stageEntered: Instant? {
    guard let stage else { return nil }
    let run = Array(stages.reversed().prefix { $0.stage == stage }.reversed())
    return run.compactMap(\.stageEntered).last ?? run.first?.at
  }

  /// By type, instant and channel, and in the order of instants.
  var touchpoints: [String] {
    let told = current.compactMap { event in event.touchpoint.map { (event.at, $0) } }
      .filter { $0.1.name != "gossip" }
    var latest: [String: (Instant, String, Double?, String?)] = [:]
    for (at, touch) in told {
      let key = "\(at) \(touch.name) \(touch.channel ?? "")"
      let known = latest[key]
      let isMore =
        known.map { ($0.2.map { "\($0)" } ?? "") < (touch.sentiment.map { "\($0)" } ?? "") } ?? true
      if isMore { latest[key] = (at, touch.name, touch.sentiment, touch.channel) }
    }
    return latest.values.sorted { ($0.0, $0.1, $0.3 ?? "") < ($1.0, $1.1, $1.3 ?? "") }
      .map { "\($0.0) \($0.1) \($0.2.map { "\($0)" } ?? "-") \($0.3 ?? "-")" }
  }

  private func span(_ id: String) -> TimeSpan { TimeSpan(seconds: Int64((Self.lasts[id] ?? 0) * 86_400)) }

  var triggers: [String] {
    Set(
      current.compactMap { event in event.trigger.flatMap { now < event.at + span($0) ? $0 : nil } }
    ).sorted()
  }

  var painPoints: [String] {
    ["delay", "price"].compactMap { id in
      guard let last = current.filter({ $0.painPoint?.id == id }).map(\.at).max(), now < last + span(id),
        !current.contains(where: { $0.resolved == id && $0.at >= last })
      else { return nil }
      let severity =
        current.filter { $0.at == last && $0.painPoint?.id == id }
        .map { $0.painPoint?.severity ?? (id == "price" ? 0.6 : 0.5) }.max() ?? 0
      return "\(id) \(severity)"
    }
  }

  var consent: [String] {
    ["email", "phone"].compactMap { channel in
      let no = events.filter { $0.consent[channel] == false }.map(\.at).max()
      let yes = past.filter { $0.consent[channel] == true }.map(\.at).max()
      if let yes, no.map({ yes > $0 }) ?? true { return "\(channel) true \(yes)" }
      return no.map { "\(channel) false \($0)" }
    }
  }

  /// The latest of a thing in profiles; of one instant the greater.
  private func latest(_ value: (ToldEvent) -> String??) -> String? {
    let told = past.compactMap { event in value(event).map { (event.at, $0) } }
    guard let last = told.map(\.0).max() else { return nil }
    return told.filter { $0.0 == last }.compactMap(\.1).max()
  }

  var persona: String? { latest(\.persona) }
  var city: String? { latest(\.city) }
  var account: String? { latest { $0.account.map { .some($0) } } }

  /// What was told of the account while the journey belonged to it.
  var employees: String? {
    let mine = account
    return ExpectedMemory(
      events: past.filter { event in ExpectedMemory(events: events, now: event.at).account == mine }, now: now
    ).latest { $0.employees.map { $0.map { "\($0)" } } }
  }
}
