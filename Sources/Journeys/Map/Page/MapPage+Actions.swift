import Rules

extension MapPage {
  func writeActions(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    writeRow("\(text(.actions)): \(text(.recommended))", nil, sheet, &page) { stage, page in
      writeList(stage.actions.recommended, shown: 5, &page) { write($0, sheet, &$1) }
    }
    if sheet.stages.contains(where: { !$0.actions.heldBack.isEmpty }) {
      writeRow("\(text(.actions)): \(text(.heldBack))", nil, sheet, &page) { stage, page in
        writeList(stage.actions.heldBack, shown: 3, &page) { write($0, sheet, &$1) }
      }
    }
    guard let events = map.events, events.hasHistory else { return }
    let heading = "\(text(.actions)): \(text(.sent)), \(text(.accepted))"
    writeRow(heading, nil, sheet, &page) { stage, page in
      for (count, phrase) in [(stage.actions.sent, MapPhrase.sent), (stage.actions.accepted, .accepted)] {
        guard let count else { continue }
        page.element("p") { page in
          page.element("b", numbers.text(count))
          page.text(" \(text(phrase))")
        }
      }
    }
  }

  private func write(_ action: PlannedAction, _ sheet: MapSheet, _ page: inout HTMLWriter) {
    page.name(title(ofAction: action.action))
    if let reason = action.reason {
      page.element("span", ["class": "soft"], " (\(map.languages.text(reason)))")
    }
    if sheet.situations > 1, action.situations < sheet.situations {
      let share = MapPhrase.ofPersonas.text(
        map.languages.own, numbers.text(action.situations), numbers.text(sheet.situations))
      page.text(" ")
      page.element("span", ["class": "n"], share)
    }
  }

  // MARK: Gaps

  func writeGaps(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    page.element("tr") { page in
      writeHeading(text(.gaps), nil, &page)
      for stage in sheet.stages {
        if stage.gaps.isEmpty {
          page.element("td", ["class": "soft"], text(.noGap))
        } else {
          page.element("td", ["class": "gap"]) { page in
            page.element("p", text(.gap))
            writeList(stage.gaps, shown: 4, &page) { $1.name(name(of: $0)) }
          }
        }
      }
      if map.events != nil { page.element("td", "") }
    }
  }

  /// Somebody whom the book has nothing for.
  private func name(of scope: MapScope) -> String {
    scope.market == nil && scope.persona == nil
      ? text(.unknownPersona) : map.languages.title(scope, in: vocabulary)
  }

  func writeUnanswered(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    guard !sheet.unanswered.isEmpty else { return }
    page.element("h3", text(.unansweredPains))
    page.element("p") { page in
      for (place, index) in sheet.unanswered.enumerated() {
        if place > 0 { page.text(", ") }
        let item = vocabulary.painPoints[index]
        page.name(map.languages.label(item.label, item.id))
      }
    }
  }

  // MARK: Roles

  func writeRoles(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    guard !sheet.roles.isEmpty else { return }
    let heading = text(.missingRoles)
    page.element("h3", heading)
    page.element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": heading]) {
      page in
      page.element("table") { page in
        page.element("caption", heading)
        page.element("thead") { page in
          page.element("tr") { page in
            let columns: [MapPhrase] =
              [.role, .required] + (map.events == nil ? [] : [.accountsMissing, .accounts])
            for column in columns { page.element("th", ["scope": "col"], text(column)) }
          }
        }
        page.element("tbody") { page in
          for role in sheet.roles {
            page.element("tr") { page in
              page.element("th", ["scope": "row"], map.languages.text(role.role))
              page.element("td", numbers.text(role.required))
              for count in [role.missing, role.accounts].compactMap(\.self) {
                page.element("td", numbers.text(count))
              }
            }
          }
        }
      }
    }
  }
}
