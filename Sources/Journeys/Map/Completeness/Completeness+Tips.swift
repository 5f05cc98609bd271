import Rules

extension Completeness {
  private var planned: [Int] {
    vocabulary.touchpoints.indices.filter { !vocabulary.touchpoints[$0].stages.isEmpty }
  }

  /// What was met over the whole journey, by touchpoint.
  private func met(_ touchpoint: Int) -> MapTouchpoint? {
    whole?.touchpoints.first { $0.touchpoint == touchpoint }
  }

  func checkMet(_ check: inout MappingCheck) {
    guard !planned.isEmpty else {
      return check.lack(text(.lackTouchpoints), remedy: text(.mendTouchpoints), isAll: true)
    }
    guard events != nil else {
      check.have(text(.havePlannedOnly, planned.count))
      return check.lack(text(.lackEvents), remedy: text(.mendEvents))
    }
    let unused = planned.filter { met($0) == nil }
    check.have(text(.haveMet, planned.count - unused.count, planned.count))
    if !unused.isEmpty { check.lack(text(.lackMet, names(ofTouchpoints: unused)), remedy: text(.mendMet)) }
  }

  func checkFelt(_ check: inout MappingCheck) {
    guard events != nil else {
      return check.lack(text(.lackEvents), remedy: text(.mendEvents), isAll: true)
    }
    let seen = vocabulary.touchpoints.indices.filter { met($0) != nil }
    let felt = seen.filter { met($0)?.feeling != nil }
    check.have(text(.haveFelt, felt.count, seen.count))
    let hurtful = felt.filter { met($0)?.feeling?.isHurtful ?? false }
    if !hurtful.isEmpty {
      check.lack(text(.lackHurtful, names(ofTouchpoints: hurtful)), remedy: text(.mendFelt))
    }
    let unfelt = seen.filter { met($0)?.feeling == nil }
    if !unfelt.isEmpty || seen.isEmpty {
      let names = seen.isEmpty ? text(.notKnown) : names(ofTouchpoints: unfelt)
      check.lack(text(.lackFelt, names), remedy: text(.mendFelt), isAll: felt.isEmpty)
    }
  }

  func checkFitting(_ check: inout MappingCheck) {
    let stages = whole?.stages ?? []
    let all = (whole?.situations ?? 0) * stages.count
    let gaps = stages.map(\.gaps.count).reduce(0, +)
    check.have(text(.haveFitted, all - gaps, all))
    let open = stages.filter { !$0.gaps.isEmpty }.map(\.stage)
    if !open.isEmpty {
      check.lack(
        text(.lackFitted, names(ofStages: open)), remedy: text(.mendFitted), isAll: gaps == all)
    }
    let used = Set(
      book.rules.filter(\.isEnabled).flatMap { rule -> [Int] in
        if case .recommend(let recommendations) = rule.effect { recommendations.map(\.action) } else { [] }
      } + book.policies.fallback)
    let unused = book.actions.indices.filter { !used.contains($0) }
    if !unused.isEmpty {
      let names = unused.map { languages.label(book.actions[$0].title, book.actions[$0].id) }
      check.lack(text(.lackUsed, list(names)), remedy: text(.mendFitted))
    }
  }

  func checkTogether(_ check: inout MappingCheck) {
    let counts = Ownership.allCases.map { owner in
      (owner: owner, count: vocabulary.touchpoints.items.count { $0.ownership == owner })
    }
    let present = counts.filter { $0.count > 0 }.map { "\(languages.text($0.owner)) \($0.count)" }
    if !present.isEmpty { check.have(text(.haveOwners, list(present))) }
    let absent = counts.filter { $0.count == 0 }.map { languages.text($0.owner) }
    if !absent.isEmpty { check.lack(text(.lackOwners, list(absent)), remedy: text(.mendTogether)) }
    let seats = book.policies.buyingGroup
    guard !seats.isEmpty else {
      return check.lack(text(.lackSeats), remedy: text(.mendTogether), isAll: present.isEmpty)
    }
    check.have(text(.haveSeats, list(seats.map { "\(languages.text($0.role)) \($0.required)" })))
    let lacking = (whole?.roles ?? []).filter { $0.missing?.number != nil }.map { languages.text($0.role) }
    if !lacking.isEmpty { check.lack(text(.lackSeated, list(lacking)), remedy: text(.mendPersonas)) }
  }
}
