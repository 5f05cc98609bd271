import Rules

extension MapPage {
  func writeCustomers(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    let most = sheet.stages.compactMap { $0.customers?.reached.number }.max() ?? 0
    writeRow(text(.customers), nil, sheet, &page) { page in
      if let journeys = sheet.journeys { page.element("b", numbers.text(journeys)) }
    } cell: { stage, page in
      guard let customers = stage.customers else { return }
      if [customers.reached, customers.open, customers.lost].allSatisfy({ $0 == .few }) {
        return page.element("p", ["class": "soft"], numbers.text(.few))
      }
      writeCount(customers.reached, .reached, &page)
      if let reached = customers.reached.number { writeBar(reached, of: most, &page) }
      writeCount(customers.open, .open, &page)
      page.element("p") { page in
        page.element("b", numbers.text(customers.lost))
        page.text(" \(text(.lost))")
        if customers.isWorst {
          page.text(" ")
          page.element("span", ["class": "bad tag"], "▼ \(text(.mostLost))")
        }
      }
      if let median = customers.median {
        page.element("p", ["class": "n"], text(.timeInStage, numbers.short(median.days)))
      }
    }
  }

  private func writeCount(_ count: MapCount, _ phrase: MapPhrase, _ page: inout HTMLWriter) {
    page.element("p") { page in
      page.element("b", numbers.text(count))
      page.text(" \(text(phrase))")
    }
  }

  /// The number stands beside it.
  private func writeBar(_ count: Int, of most: Int, _ page: inout HTMLWriter) {
    page.element(
      "svg",
      ["class": "bar", "viewBox": "0 0 100 5", "preserveAspectRatio": "none", "aria-hidden": "true"]
    ) { page in
      page.void("rect", ["class": "all", "width": "100", "height": "5"])
      let width = most == 0 ? 0 : Double(count) / Double(most) * 100
      page.void("rect", ["class": "part", "width": width.text(decimals: 1), "height": "5"])
    }
  }

  // MARK: Sentiment

  func writeFeelings(_ sheet: MapSheet, _ number: Int, _ page: inout HTMLWriter) {
    let isKnown = sheet.stages.contains { $0.feeling != nil }
    page.element("tr") { page in
      writeHeading(text(.sentiment), text(.sentimentScale), rows: isKnown ? 2 : 1, &page)
      if isKnown {
        page.element("td", ["class": "curve", "colspan": "\(sheet.stages.count)"]) {
          writeCurve(sheet, number, &$0)
        }
        page.element("td", "")
      } else {
        writeFeelingCells(sheet, &page)
      }
    }
    if isKnown { page.element("tr") { writeFeelingCells(sheet, &$0) } }
  }

  private func writeFeelingCells(_ sheet: MapSheet, _ page: inout HTMLWriter) {
    for stage in sheet.stages {
      page.element("td") { page in
        if let feeling = stage.feeling {
          write(feeling, &page)
        } else {
          page.element("span", ["class": "soft"], text(.notKnown))
        }
      }
    }
    page.element("td", "")
  }

  /// What the cells below it say in numbers.
  private func writeCurve(_ sheet: MapSheet, _ number: Int, _ page: inout HTMLWriter) {
    let width = sheet.stages.count * 100
    page.element(
      "svg",
      [
        "viewBox": "0 0 \(width) 100", "preserveAspectRatio": "none", "role": "img",
        "aria-labelledby": "curve\(number) said\(number)",
      ]
    ) { page in
      page.element("title", ["id": "curve\(number)"], text(.curveTitle))
      page.element("desc", ["id": "said\(number)"], description(of: sheet))
      page.void(
        "line",
        [
          "class": "zero", "x1": "0", "y1": "50", "x2": "\(width)", "y2": "50",
          "vector-effect": "non-scaling-stroke",
        ])
      let points = sheet.stages.map { stage in stage.feeling.map { (50 - $0.mean * 42).text(decimals: 1) } }
      page.void(
        "path", ["class": "line", "d": Self.line(through: points), "vector-effect": "non-scaling-stroke"])
      for (place, height) in points.enumerated() {
        guard let height else { continue }
        // A line of no length with round ends is a dot that no stretching makes an ellipse.
        page.void(
          "path",
          ["class": "point", "d": "M\(place * 100 + 50) \(height)h0", "vector-effect": "non-scaling-stroke"])
      }
    }
  }

  /// From stage to stage; where one is not known the line begins anew.
  private static func line(through heights: [String?]) -> String {
    var line = ""
    for (place, height) in heights.enumerated() {
      guard let height else { continue }
      let isJoined = place > 0 && heights[place - 1] != nil
      line += "\(isJoined ? "L" : "M")\(place * 100 + 50) \(height)"
    }
    return line
  }

  private func description(of sheet: MapSheet) -> String {
    sheet.stages.map { stage in
      let item = vocabulary.stages[stage.stage]
      let value = stage.feeling.map { numbers.feeling($0.mean) } ?? text(.notKnown)
      return "\(map.languages.label(item.label, item.id)): \(value)"
    }.joined(separator: "; ")
  }

  /// By sign and mark as well as by colour.
  func write(_ feeling: MapFeeling, _ page: inout HTMLWriter) {
    let (look, mark): (String, String) =
      feeling.mean >= 0.2 ? ("good", "▲") : feeling.mean <= -0.2 ? ("bad", "▼") : ("mixed", "◆")
    page.element("span", ["class": look]) { page in
      page.element("span", ["aria-hidden": "true"], mark)
      page.text(" \(numbers.feeling(feeling.mean))")
    }
    page.element("span", ["class": "n"], " (n\u{A0}=\u{A0}\(numbers.text(feeling.count)))")
    if feeling.isHurtful {
      page.text(" ")
      page.element("span", ["class": "bad tag"], text(.hurtful))
    }
  }
}
