import API
import JSON

/// What one method of an endpoint does, as the OpenAPI description of the daemon says it. What the endpoint declares
/// itself, such as its right, and what may come of every request is not repeated here.
struct OperationDescription: Sendable {
  /// What is sent or answered as one media type.
  struct Content: Sendable {
    let mediaType: String
    let schema: JSONValue
    /// One that the daemon takes, or gives.
    let example: JSONValue?

    init(_ schema: JSONValue, as mediaType: String = MediaType.json, example: JSONValue? = nil) {
      self.mediaType = mediaType
      self.schema = schema
      self.example = example
    }

    /// Values of a kind, one a line.
    static func lines(of schema: JSONValue) -> Content {
      Content(
        ["type": "array", "items": schema, "description": "one JSON value a line, not an array"],
        as: MediaType.lines)
    }
  }

  /// How an answer leads to another request.
  struct Link: Sendable {
    let name: String
    /// The id of the operation that it leads to.
    let target: String
    let description: String
    /// Values of parameters, as runtime expressions.
    var parameters: [JSONValue.Member] = []
    var body: JSONValue?
  }

  /// An answer that is no problem.
  struct Answer: Sendable {
    let status: Int
    let description: String
    let contents: [Content]
  }

  /// A parameter of the query.
  struct Use: Sendable {
    let parameter: Parameter
    let isRequired: Bool
    /// What it takes here.
    let schema: JSONValue

    static func required(_ parameter: Parameter) -> Use {
      Use(parameter: parameter, isRequired: true, schema: parameter.schema)
    }

    /// - Parameter schema: what it takes, where that is not the same everywhere.
    static func optional(_ parameter: Parameter, _ schema: JSONValue? = nil) -> Use {
      Use(parameter: parameter, isRequired: false, schema: schema ?? parameter.schema)
    }
  }

  /// The method; HEAD follows from GET.
  let method: String
  /// Its name for programs that are generated from the description.
  let id: String
  let summary: String
  var details = ""
  var parameters: [Use] = []
  /// What may be sent; empty where no body is looked at.
  var request: [Content] = []
  var answers: [Answer]
  /// What the usual answer may have beside the headers of every one.
  var headers: [HeaderDescription] = []
  /// Beside those that any request may be answered with.
  var problems: [ProblemType] = []
  var links: [Link] = []
}

extension OperationDescription.Answer {
  /// The usual answer.
  static func ok(_ description: String, _ contents: OperationDescription.Content...) -> Self {
    Self(status: 200, description: description, contents: contents)
  }
}
