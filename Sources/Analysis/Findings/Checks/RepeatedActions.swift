import Decisions
import JSON
import Rules
import Time

/// Finds actions that would be given again at once: nothing holds them back when they were just given.
struct RepeatedActions: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    for (action, recommenders) in analysed.recommenders.sorted(by: { $0.key < $1.key }) {
      guard book.actions[action].cooldown == nil else { continue }
      for rule in recommenders.map(\.rule).withoutRepeats {
        let witness =
          analysed.sightings(of: rule).lazy.compactMap { repetition(of: action, $0, analysed) }.first
          ?? analysed.sightings(of: rule, 4).lazy.compactMap { repetition(of: action, $0, analysed) }.first
        guard let witness else { continue }
        let id = book.actions[action].id
        result.add(
          Finding(
            .repeatsAtOnce, id, at: analysed.part(ofAction: action),
            "'\(id)' would be given again at once: it has no cooldown, and no cap holds it back",
            help: "say after what time it may come again, such as 'cooldown: 14d'",
            notes: [.init("it is recommended here", at: analysed.part(ofRule: rule))], witness: witness))
        break
      }
    }
  }

  /// The state right after the action was given, where it is recommended once more.
  private func repetition(of action: Int, _ sighting: Sighting, _ analysed: AnalysedBook) -> Witness? {
    // In the quiet hours of its channels it may be held back.
    for hours in [0, 6, 12, 18] {
      let now = sighting.now + TimeSpan(seconds: Int64(hours) * 3_600)
      let state = sighting.witness.state.setting(StateKey.now.rawValue, .string("\(now)"))
      guard let first = given(action, in: state, sighting, at: now, analysed) else { continue }
      let contact: [JSONValue.Member?] = [
        .init("action", .string(analysed.book.actions[action].id)),
        first.channel.map { .init("channel", .string(analysed.book.vocabulary.channels[$0].id)) },
        .init("at", .string("\(now)")),
      ]
      let after = state.adding(.object(contact.compactMap(\.self)), to: "contacts")
      guard given(action, in: after, sighting, at: now, analysed) != nil else { continue }
      return Witness(state: after, exit: sighting.witness.exit)
    }
    return nil
  }

  /// What is recommended of an action in a state; nil where it is not.
  private func given(
    _ action: Int, in state: JSONValue, _ sighting: Sighting, at now: Instant, _ analysed: AnalysedBook
  ) -> Decision.Recommended? {
    analysed.decide(state, exit: sighting.witness.exit, at: now)?
      .recommendations.first { $0.action == action }
  }
}

extension JSONValue {
  /// An object with another value of one of its members.
  fileprivate func setting(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name } + [.init(name, value)])
  }

  /// An object with an entry more in the list of one of its members, which need not be there.
  fileprivate func adding(_ entry: JSONValue, to name: String) -> JSONValue {
    guard case .object(var members) = self else { return self }
    if let index = members.firstIndex(where: { $0.name == name }),
      case .array(let list) = members[index].value
    {
      members[index] = .init(name, .array(list + [entry]))
    } else {
      members.append(.init(name, .array([entry])))
    }
    return .object(members)
  }
}
