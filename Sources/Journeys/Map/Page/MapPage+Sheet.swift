import Rules

extension MapPage {
  func write(_ sheet: MapSheet, _ number: Int, _ page: inout HTMLWriter) {
    let title = map.languages.title(sheet.scope, in: vocabulary)
    let scope = [sheet.scope.market, sheet.scope.persona].map { $0.map { "\($0)" } ?? "" }
    page.element(
      "section",
      [
        "class": "sheet", "data-market": scope[0], "data-persona": scope[1],
        "aria-labelledby": "map\(number)",
      ]
    ) { page in
      page.element("h2", ["id": "map\(number)"]) { $0.name(title) }
      page.element("p", ["class": "soft"], facts(of: sheet).joined(separator: " · "))
      page.element(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": "table\(number)"]
      ) { page in
        page.element("table", ["class": "map"]) { writeTable(sheet, number, title, &$0) }
      }
      writeRoles(sheet, &page)
      writeUnanswered(sheet, &page)
    }
  }

  private func facts(of sheet: MapSheet) -> [String] {
    var facts: [String] = []
    if let journeys = sheet.journeys { facts.append(text(.customersOf, numbers.text(journeys))) }
    if let persona = sheet.scope.persona {
      let role = vocabulary.personas[persona].role
      if let role { facts.append(text(.roleOf, map.languages.text(role))) }
    } else {
      facts.append(text(.personasOf, numbers.text(sheet.situations)))
    }
    return facts
  }

  // MARK: Columns

  /// Stages of one phase that stand side by side.
  private var phases: [(phase: Phase, count: Int)] {
    vocabulary.stages.items.reduce(into: []) { phases, stage in
      if phases.last?.phase == stage.phase {
        phases[phases.count - 1].count += 1
      } else {
        phases.append((stage.phase, 1))
      }
    }
  }

  private func writeTable(_ sheet: MapSheet, _ number: Int, _ title: String, _ page: inout HTMLWriter) {
    page.element("caption", ["id": "table\(number)"]) { page in
      page.text("\(text(.title)): ")
      page.name(title)
    }
    page.element("colgroup") { $0.void("col") }
    for phase in phases {
      page.element("colgroup") { page in for _ in 0..<phase.count { page.void("col") } }
    }
    if map.events != nil { page.element("colgroup") { $0.void("col") } }
    page.element("thead") { writeColumns(&$0) }
    page.element("tbody") { page in
      if sheet.journeys != nil {
        writeCustomers(sheet, &page)
        writeFeelings(sheet, number, &page)
      }
      writeTouchpoints(sheet, &page)
      writePainPoints(sheet, &page)
      writeActions(sheet, &page)
      writeGaps(sheet, &page)
    }
  }

  private func writeColumns(_ page: inout HTMLWriter) {
    page.element("tr") { page in
      page.element("th", ["scope": "col", "rowspan": "2"], text(.stage))
      for phase in phases {
        page.element(
          "th", ["scope": "colgroup", "colspan": "\(phase.count)", "class": "phase"],
          map.languages.text(phase.phase))
      }
      if map.events != nil {
        page.element("th", ["scope": "col", "rowspan": "2"], text(.wholeJourney))
      }
    }
    page.element("tr") { page in
      for stage in vocabulary.stages.items {
        page.element("th", ["scope": "col"]) { $0.name(map.languages.label(stage.label, stage.id)) }
      }
    }
  }

  // MARK: Rows

  /// A row with a cell for each stage and, where there are events, one for the whole journey.
  func writeRow(
    _ heading: String, _ remark: String? = nil, _ sheet: MapSheet, _ page: inout HTMLWriter,
    whole: (inout HTMLWriter) -> Void = { _ in }, cell: (MapStage, inout HTMLWriter) -> Void
  ) {
    page.element("tr") { page in
      writeHeading(heading, remark, &page)
      for stage in sheet.stages { page.element("td") { cell(stage, &$0) } }
      if map.events != nil { page.element("td", [:], whole) }
    }
  }

  func writeHeading(_ heading: String, _ remark: String?, rows: Int = 1, _ page: inout HTMLWriter) {
    page.element("th", ["scope": "row", "rowspan": "\(rows)"]) { page in
      page.text(heading)
      if let remark { page.element("span", ["class": "soft"], remark) }
    }
  }

  /// A list of which the first few are shown, and the others on request.
  func writeList<Item>(
    _ items: [Item], shown: Int, _ page: inout HTMLWriter, _ write: (Item, inout HTMLWriter) -> Void
  ) {
    guard !items.isEmpty else { return }
    // One more is shown rather than hidden behind a line of its own.
    let count = items.count <= shown + 1 ? items.count : shown
    page.element("ul") { page in
      for item in items.prefix(count) { page.element("li") { write(item, &$0) } }
    }
    guard items.count > count else { return }
    page.element("details") { page in
      page.element("summary", text(.more, numbers.text(items.count - count)))
      page.element("ul") { page in
        for item in items.dropFirst(count) { page.element("li") { write(item, &$0) } }
      }
    }
  }
}
