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
    guard let first = sighting.decision.recommendations.first(where: { $0.action == action }) else {
      return nil
    }
    let book = analysed.book
    let contact: [JSONValue.Member?] = [
      .init("action", .string(book.actions[action].id)),
      first.channel.map { .init("channel", .string(book.vocabulary.channels[$0].id)) },
      .init("at", .string("\(sighting.now)")),
    ]
    let state = sighting.witness.state.adding(.object(contact.compactMap(\.self)), to: "contacts")
    var writer = JSONWriter()
    writer.value(state)
    guard let document = try? JSONDocument(parsing: writer.bytes),
      let decision = analysed.decide(document, exit: sighting.witness.exit, at: sighting.now),
      decision.recommendations.contains(where: { $0.action == action })
    else { return nil }
    return Witness(state: state, exit: sighting.witness.exit)
  }
}

extension JSONValue {
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
