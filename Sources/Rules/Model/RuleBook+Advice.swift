import Diagnostics

extension RuleBook {
  /// What to name in place of an action that there is not: people name it by its title, or by a rule; nil where nothing
  /// comes near.
  package func adviceForAction(_ name: String) -> String? {
    let folded = name.foldedName
    let titled = actions.first { $0.title?.versions.contains { $0.text.foldedName == folded } == true }
    if let titled { return "name it by its id, '\(titled.id)'" }
    if let rule = rules.first(where: { $0.id == name }) {
      guard case .recommend(let list) = rule.effect, let first = list.first else {
        return "'\(name)' is a rule, and recommends nothing"
      }
      return "'\(name)' is a rule, which recommends '\(actions[first.action].id)'"
    }
    return nearest(to: name, among: actions.map(\.id)).map { "did you mean '\($0)'?" }
  }
}
