/// Usual words for a thing in the exports of CRM systems and in lists kept by hand, English and German.
struct HeaderConcept: Sendable {
  /// Normalised as headers are; the first one names the concept.
  var names: [String]
}

/// The likelier meaning of a word stands first: in a list of persons `Firma` is their company before it is a name.
let headerConcepts: [HeaderConcept] = [
  words(
    "company companyname account accountname organization organisation organizationname organisationname firma"
      + " firmenname unternehmen unternehmensname betrieb employer arbeitgeber associatedcompany parentaccount firma1"
      + " companyaccount"),
  words(
    "company_id companykey accountid organizationid organisationid firmenid firmennummer unternehmensid"
      + " associatedcompanyid primaryassociatedcompanyid"),
  words(
    "key id recordid externalid contactid leadid accountid customerid customerkey personid companyid kontaktid"
      + " kundenid uid uuid guid schluessel datensatzid nr lfdnr"),
  words(
    "name fullname displayname contactname personname leadname customername kundenname vollername"
      + " vollstaendigername ansprechpartner kontakt kontaktname companyname company accountname organizationname"
      + " organisationname firma firmenname unternehmen unternehmensname namederfirma dealname title1 bezeichnung"
      + " company1"),
  words("first_name givenname forename vorname rufname contactfirstname personfirstname prenom"),
  words("last_name surname familyname nachname familienname zuname contactlastname personlastname nom namefamilie"),
  words("salutation anrede prefix title honorific titel mrmrs briefanrede namensvorsatz titleofcourtesy courtesytitle"),
  words("gender sex geschlecht"),
  words("birth_date birthday dateofbirth dob born geburtsdatum geburtstag gebdatum geboren geborenam"),
  words(
    "email emailaddress mail mailaddress emailadresse mailadresse workemail businessemail primaryemail"
      + " personemail email1 emailwork epost emailgeschaeftlich emailgesch"),
  words(
    "phone phonenumber telephone tel telefon telefonnummer telnr telefonnr businessphone workphone officephone"
      + " mainphone rufnummer festnetz personphone companyphone phone1 telefongeschaeftlich"),
  words(
    "mobile mobilephone mobilephonenumber cell cellphone handy handynummer mobil mobiltelefon mobilnummer"
      + " mobilfunk"),
  words("fax faxnumber telefax faxnummer"),
  words(
    "website url web homepage www companydomainname domain domainname companydomain websiteurl webseite"
      + " internetseite internet internetadresse companywebsite"),
  words("linkedin linkedinurl linkedinprofile personlinkedinurl"),
  words(
    "street streetaddress address address1 addressline1 billingstreet mailingstreet shippingstreet strasse str"
      + " anschrift adresse strassehausnummer strasseundhausnummer strassehausnr strassenr streetaddress1"
      + " postaladdress rue"),
  words(
    "postcode postalcode zip zipcode plz postleitzahl billingpostalcode mailingpostalcode shippingpostalcode"
      + " billingzip mailingzip zippostalcode zippostcode codepostal postalzipcode"),
  words(
    "city town ort stadt billingcity mailingcity shippingcity wohnort ortschaft gemeinde firmensitz citytown"
      + " place ville locality"),
  words(
    "state stateregion region province county billingstate mailingstate shippingstate bundesland kanton"
      + " stateprovince statecode land1"),
  words(
    "country countryregion countrycode billingcountry mailingcountry shippingcountry land staat nation"
      + " laendercode laenderkennzeichen landkz pays"),
  words("latitude lat breite breitengrad geolat billinglatitude mailinglatitude"),
  words("longitude lon lng long laenge laengengrad geolon geolng billinglongitude mailinglongitude"),
  words("language preferredlanguage sprache lang locale korrespondenzsprache"),
  words("source leadsource originalsource quelle herkunft leadquelle kontaktquelle recordsource origin"),
  words(
    "created_at created createdate createddate creationdate dateadded datecreated erstellt erstelltam angelegt"
      + " angelegtam anlagedatum firstseen"),
  words(
    "updated_at updated lastmodifieddate lastmodified modified modifieddate geaendert geaendertam aenderungsdatum"
      + " letzteaenderung lastupdated systemmodstamp"),
  words("last_activity_at lastactivity lastactivitydate letzteaktivitaet lastcontacted letzterkontakt lastseen"),
  words("legal_form rechtsform companytype ownership gesellschaftsform"),
  words("industry branche wirtschaftszweig sector industrie branch industryname gicssector sektor"),
  words("industry_code naics naicscode sic siccode nace nacecode wz wzcode wz2008 branchencode wirtschaftszweigcode"),
  words(
    "employees numberofemployees employeecount numemployees noofemployees companysize headcount staff mitarbeiter"
      + " mitarbeiterzahl anzahlmitarbeiter beschaeftigte mitarbeiteranzahl fulltimeemployees employeesnumber"
      + " numberemployees"),
  words(
    "revenue annualrevenue umsatz jahresumsatz turnover sales annualsales umsatzeur umsatzineur companyrevenue"
      + " totalrevenue umsatzerloese"),
  words("founded foundedyear yearfounded yearstarted gruendungsjahr gegruendet gruendung founding"),
  words("customer_number accountnumber customerno customercode kundennummer kundennr kdnr debitorennummer debitor"),
  words(
    "job_title position jobposition role occupation function beruf funktion stelle stellung taetigkeit"
      + " berufsbezeichnung contacttitle jobrole title titel"),
  words("department abteilung bereich dept fachbereich"),
  words("seniority senioritylevel managementlevel joblevel hierarchie hierarchieebene fuehrungsebene level"),
  words("education educationlevel degree bildung ausbildung abschluss bildungsabschluss schulabschluss"),
  words("tags tag labels label keywords schlagworte schlagwoerter stichworte kategorien categories kategorie category"),
  words(
    "notes note comment comments description bemerkung bemerkungen notiz notizen kommentar beschreibung anmerkung"
      + " notebody"),
  words(
    "owner contactowner recordowner accountowner ownerid leadowner companyowner betreuer kundenbetreuer"
      + " zustaendig verantwortlich verantwortlicher besitzer assignedtouser responsible"),
  words(
    "kind type activitytype typ art eventtype event aktivitaetstyp aktivitaet activity ereignis eventname"
      + " objecttype recordtype"),
  words(
    "at date datetime timestamp time activitydate eventdate occurredat zeitpunkt zeit datum duedate"
      + " activityduedate orderdate bestelldatum invoicedate closedate happenedat"),
  words(
    "contact contactkey contactid contactemail personemail customer customerid kunde kontakt associatedcontact"
      + " leadid whoid customerkey kundennummer accountid companyid personid"),
  words("amount value betrag wert summe total price dealvalue ordervalue orderamount auftragswert netto preis umsatz"),
  words(
    "detail details subject activitysubject betreff inhalt titel title text beschreibung description thema"
      + " dealtitle dealname"),
  words("budget projectbudget projektbudget"),
  words("status leadstatus kontaktstatus lifecyclestage phase"),
]

private func words(_ list: String) -> HeaderConcept {
  HeaderConcept(names: list.split(separator: " ").map { normalised(String($0)) })
}
