/// A JSON text (RFC 8259) as a value; members keep their order. Reads strictly, so it also checks what we write.
public indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Equatable, Sendable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  public struct Mistake: Error, CustomStringConvertible {
    public var offset: Int
    public var description: String { "no JSON at byte \(offset)" }
  }

  public init(_ text: String) throws {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.read()
  }

  /// The value of a member; nil where there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  public subscript(index: Int) -> JSONValue? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }

  public var number: Double? { if case .number(let number) = self { number } else { nil } }

  public var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

  /// The value with line ends and indents; short objects and arrays without further ones inside stay on a line.
  public func pretty(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .bool(let value): return "\(value)"
    case .number(let value): return value == value.rounded() ? "\(Int64(value))" : "\(value)"
    case .string(let text): return quoted(text)
    case .array(let items):
      return joined(items.map { $0.pretty(indent: inner) }, "[", "]", indent)
    case .object(let members):
      return joined(members.map { quoted($0.name) + ": " + $0.value.pretty(indent: inner) }, "{", "}", indent)
    }
  }

  private func joined(_ parts: [String], _ open: String, _ close: String, _ indent: String) -> String {
    let line = open + parts.joined(separator: ", ") + close
    if line.count + indent.count <= 100, !line.contains("\n"), !line.dropFirst().contains("{") { return line }
    return open + "\n" + parts.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + close
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
