import Rules
import Time

extension Completeness {
  func checkInformation(_ check: inout MappingCheck) {
    guard let events else {
      return check.lack(text(.lackEvents), remedy: text(.mendEvents), isAll: true)
    }
    let since = events.completeSince.map { MapNumbers.date($0, book.policies.zone) }
    check.have(
      text(
        .haveEvents, MapNumbers(languages.own).text(whole?.journeys ?? .few), since ?? text(.notKnown)))
    if events.hasHistory {
      check.have(text(.haveHistory))
    } else {
      check.lack(text(.lackHistory), remedy: text(.mendHistory))
    }
    if case .count(let count) = events.enteredUnseen {
      check.lack(text(.lackEntries, count), remedy: text(.mendEntries))
    }
  }

  func checkPersonas(_ check: inout MappingCheck) {
    let personas = vocabulary.personas
    if personas.count == 0 {
      return check.lack(text(.lackPersonas), remedy: text(.mendPersonasInBook), isAll: true)
    }
    let unassigned = personas.indices.filter { personas[$0].role == nil }
    check.have(text(.havePersonas, personas.count, personas.count - unassigned.count))
    if !book.policies.buyingGroup.isEmpty, !unassigned.isEmpty {
      check.lack(text(.lackRoles, names(ofPersonas: unassigned)), remedy: text(.mendPersonasInBook))
    }
    let unseen = personas.indices.filter { persona in
      events != nil && !sheets.contains { $0.scope.persona == persona && $0.journeys?.number != nil }
    }
    if !unseen.isEmpty {
      check.lack(text(.lackPersonaCustomers, names(ofPersonas: unseen)), remedy: text(.mendPersonas))
    }
  }

  func checkTouchpoints(_ check: inout MappingCheck) {
    let touchpoints = vocabulary.touchpoints
    if touchpoints.count == 0 {
      return check.lack(text(.lackTouchpoints), remedy: text(.mendTouchpoints), isAll: true)
    }
    check.have(
      text(.haveTouchpoints, touchpoints.count, touchpoints.items.count { $0.ownership != nil }))
    let incomplete = touchpoints.indices.filter { index in
      let item = touchpoints[index]
      return item.ownership == nil || item.medium == nil || item.influence == nil || item.stages.isEmpty
    }
    if !incomplete.isEmpty {
      check.lack(text(.lackTouchpointParts, names(ofTouchpoints: incomplete)), remedy: text(.mendTouchpoints))
    }
    if let whole, whole.touchpoints.contains(where: { $0.touchpoint == nil }) {
      check.lack(text(.lackUndeclared), remedy: text(.mendTouchpoints))
    }
  }

  func checkStages(_ check: inout MappingCheck) {
    let stages = vocabulary.stages
    if stages.count == 0 {
      return check.lack(text(.lackStages), remedy: text(.mendStages), isAll: true)
    }
    check.have(text(.haveStages, stages.count, vocabulary.exits.count))
    if !stages.items.contains(where: { $0.phase == .after }) {
      check.lack(text(.lackPhaseAfter), remedy: text(.mendStages))
    }
    let lonely = stages.indices.dropLast().filter { stages[$0].next.isEmpty }
    if !lonely.isEmpty { check.lack(text(.lackNext, names(ofStages: lonely)), remedy: text(.mendStages)) }
    let endless = stages.indices.dropLast().filter { stages[$0].stallsAfter == nil }
    if !endless.isEmpty { check.lack(text(.lackStalls, names(ofStages: endless)), remedy: text(.mendStages)) }
    if vocabulary.exits.count == 0 { check.lack(text(.lackExits), remedy: text(.mendStages)) }
  }

  func checkNeeds(_ check: inout MappingCheck) {
    let painPoints = vocabulary.painPoints
    if painPoints.count == 0 {
      return check.lack(text(.lackNeeds), remedy: text(.mendNeeds), isAll: true)
    }
    let unanswered = whole?.unanswered ?? []
    check.have(text(.haveNeeds, painPoints.count, painPoints.count - unanswered.count))
    if !unanswered.isEmpty {
      let names = unanswered.map { languages.label(painPoints[$0].label, painPoints[$0].id) }
      check.lack(text(.lackAnswers, list(names)), remedy: text(.mendNeeds))
    }
  }

  func checkMaps(_ check: inout MappingCheck) {
    let stages = vocabulary.stages.indices
    let bare = stages.filter { stage in
      !vocabulary.touchpoints.items.contains { $0.stages.contains(stage) }
    }
    check.have(
      text(.haveMaps, "\(sheets.count)", "\(stages.count - bare.count)", "\(stages.count)"))
    if !bare.isEmpty { check.lack(text(.lackPlanned, names(ofStages: bare)), remedy: text(.mendMaps)) }
    let unfelt = stages.filter { whole?.stages[$0].feeling == nil }
    if unfelt.count < stages.count { check.have(text(.haveCurve, stages.count - unfelt.count, stages.count)) }
    if !unfelt.isEmpty { check.lack(text(.lackCurve, names(ofStages: unfelt)), remedy: text(.mendMaps)) }
  }

  func checkAdjusting(_ check: inout MappingCheck) {
    let alerts = book.rules.count { $0.isEnabled && $0.effect.verb == .alert }
    if alerts > 0 {
      check.have(text(.haveAdjusted, alerts))
    } else {
      check.lack(text(.lackAlerts), remedy: text(.mendAdjusted))
    }
    if let holdout = book.policies.holdout {
      check.have(text(.haveHoldout, MapNumbers(languages.own).short(holdout.percent)))
    } else {
      check.lack(text(.lackHoldout), remedy: text(.mendAdjusted))
    }
  }

  func text(_ phrase: MapPhrase, _ one: String, _ two: String, _ three: String) -> String {
    phrase.text(languages.own, one, two, three)
  }
}
