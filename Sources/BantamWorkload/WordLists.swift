/// What generated contacts are called, where they are and what they do.
enum WordLists {
  struct City: Sendable {
    let name: String
    let state: String?
    let country: String
    let postcodes: ClosedRange<Int>
    let latitude: Double
    let longitude: Double
    /// How many contacts live there, against the other cities.
    let weight: Double

    init(
      _ name: String, _ state: String?, _ country: String, _ postcodes: ClosedRange<Int>, _ latitude: Double,
      _ longitude: Double, _ weight: Double
    ) {
      self.name = name
      self.state = state
      self.country = country
      self.postcodes = postcodes
      self.latitude = latitude
      self.longitude = longitude
      self.weight = weight
    }

    var postcodeDigits: Int { country == "DE" ? 5 : 4 }
  }

  static let cities = [
    City("Hamburg", "HH", "DE", 20_095...22_769, 53.551, 9.994, 190),
    City("Berlin", "BE", "DE", 10_115...14_199, 52.520, 13.405, 350),
    City("München", "BY", "DE", 80_331...81_929, 48.137, 11.576, 150),
    City("Köln", "NW", "DE", 50_667...51_149, 50.938, 6.960, 105),
    City("Frankfurt am Main", "HE", "DE", 60_306...60_599, 50.111, 8.682, 85),
    City("Stuttgart", "BW", "DE", 70_173...70_629, 48.776, 9.183, 68),
    City("Düsseldorf", "NW", "DE", 40_210...40_629, 51.228, 6.773, 66),
    City("Leipzig", "SN", "DE", 4_103...4_357, 51.340, 12.375, 60),
    City("Dortmund", "NW", "DE", 44_135...44_388, 51.514, 7.466, 54),
    City("Bremen", "HB", "DE", 28_195...28_779, 53.079, 8.802, 55),
    City("Dresden", "SN", "DE", 1_067...1_328, 51.050, 13.737, 52),
    City("Hannover", "NI", "DE", 30_159...30_659, 52.376, 9.732, 56),
    City("Nürnberg", "BY", "DE", 90_402...90_491, 49.452, 11.077, 48),
    City("Bielefeld", "NW", "DE", 33_602...33_739, 52.030, 8.532, 31),
    City("Münster", "NW", "DE", 48_143...48_167, 51.961, 7.626, 30),
    City("Mannheim", "BW", "DE", 68_159...68_309, 49.487, 8.466, 29),
    City("Braunschweig", "NI", "DE", 38_100...38_126, 52.269, 10.527, 24),
    City("Kiel", "SH", "DE", 24_103...24_159, 54.323, 10.123, 26),
    City("Magdeburg", "ST", "DE", 39_104...39_130, 52.121, 11.628, 22),
    City("Freiburg", "BW", "DE", 79_098...79_117, 47.999, 7.842, 22),
    City("Lübeck", "SH", "DE", 23_552...23_570, 53.866, 10.686, 23),
    City("Rostock", "MV", "DE", 18_055...18_147, 54.092, 12.099, 20),
    City("Potsdam", "BB", "DE", 14_467...14_482, 52.391, 13.065, 17),
    City("Regensburg", "BY", "DE", 93_047...93_059, 49.013, 12.102, 15),
    City("Göttingen", "NI", "DE", 37_073...37_085, 51.541, 9.916, 12),
    City("Lüneburg", "NI", "DE", 21_335...21_409, 53.246, 10.411, 10),
    City("Norderstedt", "SH", "DE", 22_844...22_851, 53.706, 10.010, 9),
    City("Elmshorn", "SH", "DE", 25_335...25_337, 53.754, 9.651, 7),
    City("Stade", "NI", "DE", 21_680...21_684, 53.600, 9.476, 6),
    City("Itzehoe", "SH", "DE", 25_524...25_524, 53.925, 9.516, 4),
    City("Neumünster", "SH", "DE", 24_534...24_539, 54.074, 9.986, 6),
    City("Wien", "W", "AT", 1_010...1_230, 48.208, 16.374, 50),
    City("Graz", "ST", "AT", 8_010...8_055, 47.071, 15.439, 11),
    City("Zürich", "ZH", "CH", 8_001...8_064, 47.377, 8.541, 29),
    City("Basel", "BS", "CH", 4_051...4_059, 47.560, 7.588, 11),
    City("Rotterdam", nil, "NL", 3_011...3_089, 51.924, 4.478, 8),
    City("Aarhus", nil, "DK", 8_000...8_270, 56.157, 10.211, 6),
  ]

  static let languages = ["DE": "de", "AT": "de", "CH": "de", "NL": "nl", "DK": "da"]

  /// Divisions of the NACE classification with the letter of their section and how usual they are.
  static let industries: [(division: String, section: String, weight: Double)] = [
    ("01", "A", 2), ("10", "C", 2), ("13", "C", 1), ("16", "C", 1), ("18", "C", 1.5), ("20", "C", 1.5), ("22", "C", 2),
    ("23", "C", 1), ("24", "C", 1), ("25", "C", 4), ("26", "C", 2), ("27", "C", 2), ("28", "C", 4), ("29", "C", 2),
    ("30", "C", 1), ("31", "C", 1), ("32", "C", 1), ("33", "C", 1), ("35", "D", 1), ("38", "E", 1), ("41", "F", 3),
    ("42", "F", 1), ("43", "F", 6), ("45", "G", 3), ("46", "G", 7), ("47", "G", 6), ("49", "H", 2), ("52", "H", 2),
    ("53", "H", 1), ("55", "I", 1), ("56", "I", 4), ("58", "J", 1), ("61", "J", 1), ("62", "J", 9), ("63", "J", 2),
    ("64", "K", 1), ("65", "K", 1), ("66", "K", 2), ("68", "L", 3), ("69", "M", 3), ("70", "M", 6), ("71", "M", 4),
    ("72", "M", 1), ("73", "M", 2.5), ("74", "M", 1), ("77", "N", 1), ("78", "N", 1), ("82", "N", 3), ("85", "P", 2),
    ("86", "Q", 4), ("88", "Q", 1), ("93", "R", 1), ("94", "S", 1), ("96", "S", 1),
  ]

  static let womensNames = words(
    """
    Anna Julia Sabine Petra Monika Claudia Susanne Andrea Stefanie Nicole Birgit Karin Ursula Renate Heike Silke Anja
    Tanja Sandra Barbara Kerstin Emma Mia Hannah Sophie Lea Marie Clara Franziska Vanessa Ayşe Fatma Olga Agnieszka
    """)
  static let mensNames = words(
    """
    Peter Michael Thomas Andreas Stefan Christian Martin Frank Jürgen Klaus Wolfgang Uwe Bernd Ralf Jörg Matthias
    Alexander Daniel Jan Tobias Florian Lukas Leon Paul Jonas Felix Tim Noah Ben Finn Götz Mehmet Ali Piotr Ivan
    """)
  static let lastNames = words(
    """
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
    Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Werner Krause Lehmann Schmid Maier Köhler Herrmann
    König Walter Huber Kaiser Fuchs Lang Scholz Möller Weiß Jung Hahn Vogel Keller Frank Berger Winkler Roth Beck Lorenz
    Albrecht Schuster Ludwig Böhm Winter Kraus Schumacher Vogt Stein Jäger Otto Sommer Groß Seidel Brandt Haas Schreiber
    Ziegler Kuhn Pohl Engel Horn Busch Voigt Sauer Arnold Pfeiffer Yılmaz Kaya Nowak Kowalski Ivanov Nguyen Hansen
    Petersen Jensen Schenk Schiller Schlüter Öztürk Ünal Ebert Fink Förster Geiger Grimm Heller Hübner Jahn
    """)
  static let streets = words(
    """
    Hauptstraße Bahnhofstraße Gartenstraße Schulstraße Bergstraße Birkenweg Lindenstraße Kirchstraße Waldstraße Ringstraße
    Goethestraße Amselweg Wiesenweg Mühlenweg Industriestraße Gewerbepark Rosenweg Feldstraße Parkallee Hafenstraße
    """)
  static let companyStarts = words(
    """
    Nord Süd Hanse Elb Alster Rhein Main Alpen Baltic Euro Trans Inter Neo Opti Pro Tec Data Net Soft Cloud Bio Solar
    Medi Agro Logi Auto Metall Holz Bau Energie Wasser Licht Print Form Textil Chemie Stahl Glas Vita Terra
    """)
  static let companyEnds = words(
    """
    tech systeme werk logistik consult handel service bau media design partner solutions energie finanz labor maschinen
    anlagen elektronik software dienste projekt plan mark quelle haus kraft
    """)
  static let legalForms = ["GmbH", "GmbH & Co. KG", "e.K.", "UG", "AG", "KG", "e.V.", "GbR", "SE"]
  static let mailHosts = ["gmx.de", "web.de", "gmail.com", "t-online.de", "outlook.com"]

  /// Job titles with the seniority they mean, the usual ones first.
  static let jobTitles: [(title: String, seniority: String)] = {
    var titles: [(String, String)] = [
      ("Sachbearbeiter", "junior"), ("Geschäftsführer", "c_level"), ("Inhaber", "owner"), ("Projektleiter", "manager"),
      ("Geschäftsführerin", "c_level"), ("Key Account Manager", "manager"), ("Sachbearbeiterin", "junior"),
      ("Inhaberin", "owner"), ("Berater", "senior"), ("Prokuristin", "director"), ("Niederlassungsleiter", "director"),
      ("CEO", "c_level"), ("CTO", "c_level"), ("CFO", "c_level"), ("Bauleiter", "senior"), ("Vorstand", "c_level"),
      ("Assistenz der Geschäftsführung", "junior"), ("Auszubildender", "junior"), ("Architektin", "senior"),
    ]
    let departments = words(
      "Vertrieb Einkauf Marketing Produktion Logistik IT Personal Finanzen Controlling Forschung Technik Recht Export")
    for department in departments {
      titles += [
        ("Leiter \(department)", "director"), ("Leiterin \(department)", "director"),
        ("\(department)sleiter", "manager"), ("Bereichsleitung \(department)", "vp"),
        ("Head of \(department)", "vp"), ("Referent \(department)", "senior"), ("\(department) Manager", "manager"),
        ("\(department) Koordination", "junior"),
      ]
    }
    return titles
  }()

  static let lifestyles = [
    "middle", "performer", "hedonistic", "conservative", "socioecological", "adaptive", "postmaterial", "expeditive",
    "nostalgic", "precarious",
  ]
  static let attitudes = ["open", "sceptical", "price_driven", "loyal", "indifferent"]
  static let motivations = ["growth", "security", "innovation", "status", "saving", "sustainability"]
  static let sources = ["fair", "web", "referral", "newsletter", "cold_call", "partner", "import", "event"]
  static let statuses = ["lead", "prospect", "customer", "former"]
  static let roles = ["user", "influencer", "decider", "buyer", "gatekeeper"]
  static let activityKinds = ["mail_open", "click", "visit", "download", "call", "meeting", "order"]

  static func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map { String($0) } }

  /// For addresses: lower case, letters beyond ASCII written out.
  static func plain(_ text: String) -> String {
    let spelled: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ş": "s", "ı": "i"]
    return text.lowercased().map { spelled[$0] ?? String($0) }.joined()
  }
}
