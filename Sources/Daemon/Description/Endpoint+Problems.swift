import API

extension Endpoint {
  /// The problems that any request with a method may be answered with, whatever the handler: those of the server and
  /// those of the router.
  func problemsOfEveryRequest(_ method: String) -> [ProblemType] {
    var problems: [ProblemType] = [
      .badQuery, .hostMissing, .malformedRequest, .malformedTarget, .incompleteRequest, .requestTooSlow,
      .bodyTooLarge, .targetTooLong, .contentCodingUnknown, .expectationFailed, .headTooLarge, .internal,
      .transferCodingUnknown, .tooManyConnections, .versionUnknown,
    ]
    if !takesKey { problems.append(.keyNotTaken) }
    if right(method) != nil { problems.append(.forbidden) }
    let body = body(method)
    if body.isRequired { problems.append(.lengthRequired) }
    if body != .ignored { problems.append(.unsupportedMediaType) }
    if body.takesJSON { problems.append(.notJSON) }
    return problems
  }
}
