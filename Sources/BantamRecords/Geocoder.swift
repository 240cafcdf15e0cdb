/// Where postcodes of Germany, Austria and Switzerland lie.
///
/// From GeoNames (https://www.geonames.org/), CC BY 4.0: the mean of the places of a postcode, to about ten metres.
public struct Geocoder: Sendable {
  /// To be shown wherever results rest on these coordinates.
  public static let attribution = "postcode coordinates: GeoNames (https://www.geonames.org/), CC BY 4.0"

  private let germany: PostcodeTable
  private let austria: PostcodeTable
  private let switzerland: PostcodeTable

  /// Unpacks the tables, about 16,000 postcodes.
  public init() {
    germany = PostcodeTable(packed: germanPostcodes)
    austria = PostcodeTable(packed: austrianPostcodes)
    switzerland = PostcodeTable(packed: swissPostcodes)
  }

  /// Degrees (WGS 84); nil for a country or postcode that is not known.
  ///
  /// The country is a name or code in English or German. Without one, five digits are German; four digits are known only
  /// where Austria and Switzerland do not both use them. A prefix such as `D-20095` counts as the country.
  public func location(country: String?, postcode: String) -> (latitude: Double, longitude: Double)? {
    var code = postcode.filter { !$0.isWhitespace }
    var country = country.map(normalised) ?? ""
    if let dash = code.firstIndex(where: { $0 == "-" || $0.isNumber }), dash > code.startIndex {
      let prefix = normalised(String(code[..<dash]))
      if country.isEmpty { country = prefix }
      code = String(code[dash...].drop { $0 == "-" })
    }
    guard code.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(code) else { return nil }
    switch country {
    case "de", "d", "deu", "germany", "deutschland", "allemagne", "brd":
      return code.utf8.count == 5 ? germany[number] : nil
    case "at", "a", "aut", "austria", "oesterreich", "autriche": return code.utf8.count == 4 ? austria[number] : nil
    case "ch", "che", "switzerland", "schweiz", "suisse", "svizzera":
      return code.utf8.count == 4 ? switzerland[number] : nil
    case "":
      if code.utf8.count == 5 { return germany[number] }
      guard code.utf8.count == 4 else { return nil }
      let found = [austria[number], switzerland[number]].compactMap { $0 }
      return found.count == 1 ? found[0] : nil
    default: return nil
    }
  }

  /// How many postcodes are known in all.
  public var count: Int { germany.count + austria.count + switzerland.count }
}
