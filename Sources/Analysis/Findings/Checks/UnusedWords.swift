import Diagnostics
import Rules

/// Finds what a book declares and nothing names: words of the vocabulary, attributes, actions that no rule recommends, and
/// policies about actions that none does.
struct UnusedWords: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    let mentions = analysed.mentions
    // What names one of these in a state is decided by it.
    let open = OpenUses(book).kinds
    for kind in [IDKind.painPoint, .trigger, .touchpoint, .persona] {
      for id in book.names[kind].ids {
        let part = BookPlaces.Part.item(kind, id: id)
        guard !mentions.contains(part) else { continue }
        if mentions.looksAtAllSignals, kind == .painPoint || kind == .trigger { continue }
        // It is told as what is detected in vain.
        if analysed.detected[part] != nil { continue }
        let subject = analysed.book.isOfTwoKinds(id) ? "\(kind.path)/\(id)" : id
        // Rules may ask for what it is like, and be right without it.
        let removal = open.contains(kind) ? "" : "remove it, "
        result.add(
          Finding(
            .unused, subject, at: part, "no rule names the \(kind.noun) '\(id)'",
            help:
              "write a rule that asks for it, \(removal)or say why it is kept: 'accept: {unused: {\(subject): …}}'",
            fix: open.contains(kind) ? nil : TextFix(.removal, changing: "\(kind.path).\(id)")))
      }
    }
    let channels = Set(book.actions.flatMap(\.channels))
    for (index, id) in book.names[.channel].ids.enumerated() where !channels.contains(index) {
      result.add(
        Finding(
          .unused, id, at: .item(.channel, id: id), "no action can be given on the channel '\(id)'",
          help: "add it to the 'channels' of an action, or remove it"))
    }
    for attribute in book.attributes
    where !attribute.isPersonal && !mentions.contains(.attribute(attribute.path)) {
      // Personal ones are declared so that the log hides them.
      guard !Attribute.builtInPaths.contains(attribute.path) else { continue }
      result.add(
        Finding(
          .unused, attribute.path, at: .attribute(attribute.path), "no rule asks for '\(attribute.path)'",
          help: "write a rule that asks for it, or remove it",
          fix: TextFix(.removal, changing: "attributes.\(attribute.path)")))
    }
    checkActions(analysed, &result)
    checkPolicies(analysed, &result)
  }

  private func checkActions(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    for (index, action) in book.actions.enumerated() where !analysed.isGiven(index) {
      let isOff = book.rules.contains { !$0.isEnabled && $0.effect.recommends(index) }
      result.add(
        Finding(
          .unused, action.id, at: .item(.action, id: action.id),
          "no rule recommends '\(action.id)'\(isOff ? " but ones that are switched off" : "")",
          help: isOff
            ? "switch one on, or remove the action"
            : "write a rule that recommends it, remove it, or accept it there with a reason"))
    }
  }

  private func checkPolicies(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    let given = book.actions.indices.filter(analysed.isGiven)
    func isAboutNothing(_ selector: ContactSelector) -> Bool {
      !given.contains { selector.selectsAny(book.actions[$0], $0) }
    }
    let selectors =
      book.policies.caps.map { ("caps", $0.id, $0.selector) }
      + book.policies.pauses.map { ("pauses", $0.id, $0.selector) }
    for (key, id, selector) in selectors where isAboutNothing(selector) {
      result.add(
        Finding(
          .unused, id, at: .policy(key, id: id), "'\(id)' is about actions that no rule recommends",
          help: "write a rule for one of them, or remove the entry"))
    }
    for hours in book.policies.quietHours where isAboutNothing(ContactSelector(channels: hours.channels)) {
      result.add(
        Finding(
          .unused, hours.id, at: .policy("quiet_hours", id: hours.id),
          "'\(hours.id)' is about channels of which no action that is recommended has one",
          help: "name other channels, or remove the entry"))
    }
  }
}

extension AnalysedBook {
  /// Whether an enabled rule recommends an action, or it is a fallback.
  func isGiven(_ action: Int) -> Bool {
    recommenders[action] != nil || book.policies.fallback.contains(action)
  }
}

extension Rule.Effect {
  fileprivate func recommends(_ action: Int) -> Bool {
    if case .recommend(let list) = self { list.contains { $0.action == action } } else { false }
  }
}

extension ContactSelector {
  /// Whether it can select an action on one of its channels.
  fileprivate func selectsAny(_ action: Action, _ index: Int) -> Bool {
    channels == nil
      ? selects(action, index) : action.channels.contains { selects(action, index, on: $0) }
  }
}

extension RuleBook {
  /// Whether several sections declare an id, so that it alone does not say what is meant.
  fileprivate func isOfTwoKinds(_ id: String) -> Bool {
    IDKind.allCases.count { $0 != .kind && $0 != .group && names[$0].index(of: id) != nil } > 1
  }
}

extension IDKind {
  /// Under which its values stand where books are compared.
  fileprivate var path: String { "\(noun.replacing(" ", with: "_"))s" }
}
