/// Checks JSON against a schema of draft 7, as far as schemas that we use go: a keyword that is not known here is a
/// problem of the schema, not passed over.
public struct JSONSchema {
  private let root: JSONValue

  public init(_ root: JSONValue) throws {
    self.root = root
    let unknown = Self.unknownKeywords(root)
    guard unknown.isEmpty else { throw UnknownKeywords(names: unknown) }
  }

  public struct UnknownKeywords: Error, Equatable {
    public var names: Set<String>

    public init(names: Set<String>) { self.names = names }
  }

  /// What is wrong with a document, each with its place, such as `/runs/0: lacks tool`; empty: it is valid.
  public func problems(_ document: JSONValue) -> [String] { problems(document, root, at: "") }

  private static let notes: Set<String> = ["$schema", "$id", "title", "description", "default", "definitions"]
  private static let checks: Set<String> = [
    "$ref", "type", "enum", "required", "properties", "additionalProperties", "items", "minItems", "uniqueItems",
    "minimum", "maximum", "pattern", "format", "anyOf", "oneOf",
  ]

  private static func unknownKeywords(_ schema: JSONValue) -> Set<String> {
    guard case .object(let members) = schema else { return [] }
    var unknown: Set<String> = []
    for member in members {
      switch member.name {
      case "properties", "definitions":
        if case .object(let inner) = member.value {
          for item in inner { unknown.formUnion(unknownKeywords(item.value)) }
        }
      case "items", "additionalProperties": unknown.formUnion(unknownKeywords(member.value))
      case "anyOf", "oneOf": for item in member.value.items { unknown.formUnion(unknownKeywords(item)) }
      default: if !notes.contains(member.name), !checks.contains(member.name) { unknown.insert(member.name) }
      }
    }
    return unknown
  }

  private func problems(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
    if let reference = schema["$ref"]?.string {
      guard let target = resolve(reference) else { return ["\(place): no schema \(reference)"] }
      return problems(value, target, at: place)
    }
    guard case .object(let keywords) = schema else { return [] }
    var found: [String] = []
    for keyword in keywords {
      switch keyword.name {
      case "properties", "required", "additionalProperties":
        guard case .object(let members) = value else { break }
        found += objectProblems(members, keyword, schema, at: place)
      case "items", "minItems", "uniqueItems":
        guard case .array(let items) = value else { break }
        found += arrayProblems(items, keyword, at: place)
      case "anyOf", "oneOf":
        let count = keyword.value.items.count { problems(value, $0, at: place).isEmpty }
        if count == 0 || keyword.name == "oneOf" && count > 1 { found.append("\(place): \(count) of \(keyword.name)") }
      default:
        if let problem = scalarProblem(value, keyword) { found.append("\(place): \(problem)") }
      }
    }
    return found
  }

  private func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(root as JSONValue?) { $0?[String($1)] }
  }

  private func objectProblems(
    _ members: [JSONValue.Member], _ keyword: JSONValue.Member, _ schema: JSONValue, at place: String
  ) -> [String] {
    let names = Set(members.map(\.name))
    switch keyword.name {
    case "required":
      return keyword.value.items.compactMap(\.string).filter { !names.contains($0) }.map { "\(place): lacks \($0)" }
    case "properties":
      return members.flatMap { member in
        keyword.value[member.name].map { problems(member.value, $0, at: "\(place)/\(member.name)") } ?? []
      }
    default:
      return members.filter { schema["properties"]?[$0.name] == nil }.flatMap { member in
        keyword.value == .bool(false)
          ? ["\(place): has \(member.name)"] : problems(member.value, keyword.value, at: "\(place)/\(member.name)")
      }
    }
  }

  private func arrayProblems(_ items: [JSONValue], _ keyword: JSONValue.Member, at place: String) -> [String] {
    switch (keyword.name, keyword.value) {
    case ("items", let schema):
      return items.enumerated().flatMap { problems($1, schema, at: "\(place)/\($0)") }
    case ("minItems", .number(let least)):
      return Double(items.count) < least ? ["\(place): fewer than \(Int(least)) items"] : []
    case ("uniqueItems", .bool(true)):
      let isDistinct = items.indices.allSatisfy { !items[..<$0].contains(items[$0]) }
      return isDistinct ? [] : ["\(place): an item twice"]
    default: return []
    }
  }

  private func scalarProblem(_ value: JSONValue, _ keyword: JSONValue.Member) -> String? {
    switch (keyword.name, keyword.value, value) {
    case ("type", .string(let type), _): return isOf(type, value) ? nil : "no \(type)"
    case ("type", .array(let types), _):
      return types.compactMap(\.string).contains { isOf($0, value) } ? nil : "of another type"
    case ("enum", .array(let choices), _): return choices.contains(value) ? nil : "none of the choices"
    case ("minimum", .number(let least), .number(let number)): return number < least ? "below \(least)" : nil
    case ("maximum", .number(let most), .number(let number)): return number > most ? "above \(most)" : nil
    case ("pattern", .string(let pattern), .string(let text)):
      return (try? Regex(pattern))?.firstMatchExists(in: text) == true ? nil : "does not match \(pattern)"
    case ("format", .string(let format), .string(let text)): return isOf(format: format, text) ? nil : "no \(format)"
    default: return nil
    }
  }

  private func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || type == "integer" && number == number.rounded()
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }

  private func isOf(format: String, _ text: String) -> Bool {
    let isReference =
      text.wholeMatch(of: /([A-Za-z0-9\-._~:\/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*/) != nil
    switch format {
    case "uri": return isReference && text.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) != nil
    case "uri-reference":
      // A colon in the first name would make the text before it a scheme.
      return isOf(format: "uri", text) || isReference && text.prefixMatch(of: /[^\/?#]*:/) == nil
    case "date-time":
      return text.wholeMatch(of: /\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)/) != nil
    default: return false
    }
  }
}

extension Regex {
  fileprivate func firstMatchExists(in text: String) -> Bool { (try? firstMatch(in: text)) != nil }
}
