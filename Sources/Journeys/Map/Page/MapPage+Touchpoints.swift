import Rules

extension MapPage {
  private enum Owner: Equatable {
    case declared(Ownership?)
    case undeclared
  }

  /// A row for each owner that has a touchpoint.
  func writeTouchpoints(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    let owners = Ownership.allCases.map { Owner.declared($0) } + [.declared(nil), .undeclared]
    for owner in owners {
      let whole = sheet.touchpoints.filter { self.owner(of: $0) == owner }
      guard
        !whole.isEmpty
          || sheet.stages.contains(where: { $0.touchpoints.contains { self.owner(of: $0) == owner } })
      else { continue }
      writeRow(heading(owner), nil, sheet, &page) { page in
        writeList(whole, shown: 5, &page) { write($0, isWhole: true, &$1) }
      } cell: { stage, page in
        let own = stage.touchpoints.filter { self.owner(of: $0) == owner }
        writeList(own, shown: 5, &page) { write($0, isWhole: false, &$1) }
      }
    }
  }

  private func owner(of touchpoint: MapTouchpoint) -> Owner {
    touchpoint.touchpoint.map { .declared(vocabulary.touchpoints[$0].ownership) } ?? .undeclared
  }

  private func heading(_ owner: Owner) -> String {
    switch owner {
    case .declared(let ownership): text(.touchpointsOf, map.languages.text(ownership))
    case .undeclared: text(.touchpointsOf, text(.undeclared))
    }
  }

  private func write(_ touchpoint: MapTouchpoint, isWhole: Bool, _ page: inout HTMLWriter) {
    if let index = touchpoint.touchpoint {
      let item = vocabulary.touchpoints[index]
      page.name(map.languages.label(item.label, item.id))
      if item.medium == .offline { page.element("span", ["class": "soft"], " (\(text(.offline)))") }
    } else {
      page.text(text(.undeclared))
    }
    if !touchpoint.isPlanned, touchpoint.touchpoint != nil, !isWhole {
      page.text(" ")
      page.element("span", ["class": "tag soft"], text(.unplanned))
    }
    if let feeling = touchpoint.feeling {
      page.text(" ")
      write(feeling, &page)
    }
    if let met = touchpoint.met { write(met, .metBy, &page) }
  }

  // MARK: Pain points

  func writePainPoints(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    guard !sheet.painPoints.isEmpty || sheet.stages.contains(where: { !$0.painPoints.isEmpty }) else {
      return
    }
    writeRow(text(.painPoints), nil, sheet, &page) { page in
      writeList(sheet.painPoints, shown: 6, &page) { write($0, isWhole: true, &$1) }
    } cell: { stage, page in
      writeList(stage.painPoints, shown: 4, &page) { write($0, isWhole: false, &$1) }
    }
  }

  private func write(_ painPoint: MapPainPoint, isWhole: Bool, _ page: inout HTMLWriter) {
    let item = vocabulary.painPoints[painPoint.painPoint]
    page.name(map.languages.label(item.label, item.id))
    if let reported = painPoint.reported { write(reported, .reportedBy, &page) }
    if isWhole { return }
    guard let answer = painPoint.answers.first else {
      page.text(" ")
      return page.element("span", ["class": "bad tag"], text(.noAnswer))
    }
    page.element("span", ["class": "soft"], " → ")
    page.name(title(ofAction: answer))
  }

  private func write(_ count: MapCount, _ phrase: MapPhrase, _ page: inout HTMLWriter) {
    page.text(" ")
    let number = numbers.text(count)
    page.element("span", ["class": "n"], count == .few ? number : text(phrase, number))
  }

  func title(ofAction index: Int) -> String {
    map.languages.label(map.book.actions[index].title, map.book.actions[index].id)
  }
}
