extension MapPage {
  func writeCompleteness(_ page: inout HTMLWriter) {
    page.element("section", ["aria-labelledby": "completeness"]) { page in
      page.element("h2", ["id": "completeness"], text(.completeness))
      write(map.completeness.filter { !$0.subject.isTip }, .steps, .step, &page)
      write(map.completeness.filter(\.subject.isTip), .tips, .tip, &page)
    }
  }

  private func write(
    _ checks: [MappingCheck], _ heading: MapPhrase, _ kind: MapPhrase, _ page: inout HTMLWriter
  ) {
    page.element("h3", text(heading))
    page.element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": text(heading)]) {
      page in
      page.element("table", ["class": "checks"]) { page in
        page.element("caption", "\(text(.completeness)): \(text(heading))")
        page.element("thead") { page in
          page.element("tr") { page in
            for column in [kind, .state, .there, .missing, .mend] {
              page.element("th", ["scope": "col"], text(column))
            }
          }
        }
        page.element("tbody") { page in for check in checks { write(check, &page) } }
      }
    }
  }

  private func write(_ check: MappingCheck, _ page: inout HTMLWriter) {
    page.element("tr") { page in
      page.element("th", ["scope": "row"], text(Self.title(check.subject)))
      page.element("td", ["data-head": text(.state)]) { page in
        let (look, mark, phrase): (String, String, MapPhrase) =
          switch check.state {
          case .complete: ("good", "●", .isThere)
          case .partial: ("mixed", "◐", .isPartly)
          case .absent: ("bad", "○", .isMissing)
          }
        page.element("span", ["class": look]) { page in
          page.element("span", ["aria-hidden": "true"], mark)
          page.text(" \(text(phrase))")
        }
      }
      let parts: [(MapPhrase, [String])] = [
        (.there, check.there), (.missing, check.missing), (.mend, check.remedies),
      ]
      for (heading, sentences) in parts {
        page.element("td", ["data-head": text(heading)]) { page in
          if sentences.isEmpty { page.element("span", ["class": "soft"], text(.nothing)) }
          for sentence in sentences { page.element("p", sentence) }
        }
      }
    }
  }

  private static func title(_ subject: MappingCheck.Subject) -> MapPhrase {
    switch subject {
    case .information: .stepInformation
    case .personas: .stepPersonas
    case .touchpoints: .stepTouchpoints
    case .stages: .stepStages
    case .needs: .stepNeeds
    case .visualised: .stepVisualised
    case .adjusted: .stepAdjusted
    case .mapped: .tipMapped
    case .analysed: .tipAnalysed
    case .fitted: .tipFitted
    case .together: .tipTogether
    }
  }
}
