// The list of codes. The words of each stand in `src/messages/*.ftl` under the code's id.
codes! {
    // ---- tables ----
    /// The bytes are in none of the encodings a table may have.
    TableNotText = "table-not-text", SetAside;
    /// An Excel workbook under the name of a text table.
    TableIsWorkbook = "table-is-workbook", SetAside;
    /// A workbook's ending, and something else in the file.
    TableNotWorkbook = "table-not-workbook", SetAside;
    /// A PDF, a web page, a text of Word or the like where a table should be, whatever it is called.
    TableOtherKind = "table-other-kind", SetAside;
    /// A workbook in the form before 2007.
    TableOldWorkbook = "table-old-workbook", SetAside;
    /// A workbook with a password.
    TableLocked = "table-locked", SetAside;
    /// A workbook that is damaged or was cut off.
    TableBrokenWorkbook = "table-broken-workbook", SetAside;
    /// Two sheets of a workbook are the table.
    TableTwoSheets = "table-two-sheets", SetAside;
    /// The only sheet with the header is hidden.
    TableSheetHidden = "table-sheet-hidden", SetAside;
    /// UTF-8 that breaks off or is mixed with another encoding.
    TableBrokenUtf8 = "table-broken-utf8", SetAside;
    /// Letters of an old Vietnamese font, or UTF-8 read as another encoding and saved again.
    TableOldFont = "table-old-font", SetAside;
    /// Vietnamese letters were replaced by question marks when the file was saved.
    TableLostMarks = "table-lost-marks", SetAside;
    /// More bytes than a table may have.
    TableTooLarge = "table-too-large", SetAside;
    /// A quoted cell is never closed, or closed by a quote that belongs to a later row.
    TableQuoteOpen = "table-quote-open", SetAside;
    /// No row among the first twenty names the columns.
    TableNoHeader = "table-no-header", SetAside;
    /// The whole table stands in one column, its separators within the cells.
    TableOneColumn = "table-one-column", SetAside;
    /// The names of the columns stand in two rows, one below the other.
    TableHeaderTwoRows = "table-header-two-rows", SetAside;
    /// A required column is missing.
    TableColumnMissing = "table-column-missing", SetAside;
    /// Two columns mean the same field.
    TableColumnTwice = "table-column-twice", SetAside;
    /// Another header below the first, with columns of its own.
    TableSecond = "table-second", SetAside;
    /// A column that loa does not know.
    TableColumnUnknown = "table-column-unknown", Warning;
    /// A row with more cells than the header has columns.
    RowTooLong = "row-too-long", SetAside;
    /// A separator within a cell cut it in two, so that the cells behind it are in the wrong columns.
    RowCellCut = "row-cell-cut", SetAside;
    /// A row of a file with another separator, in one cell.
    RowOtherSeparator = "row-other-separator", SetAside;
    /// A row of a workbook with a filled cell that is struck through.
    RowStruck = "row-struck", SetAside;
    /// Something stands behind the closing quote of a cell.
    RowQuoteStray = "row-quote-stray", SetAside;
    /// A formula that came to nothing.
    CellFormulaError = "cell-formula-error", SetAside;
    /// A formula that was saved without what it comes to.
    CellFormulaUnsaved = "cell-formula-unsaved", SetAside;
    /// A required cell is empty.
    CellMissing = "cell-missing", SetAside;
    /// Letters that look like digits, typed for them.
    DigitLetters = "digit-letters", SetAside;
    /// Not a date.
    DateForm = "date-form", SetAside;
    /// A date among words, or in the words of a letter.
    DateWords = "date-words", SetAside;
    /// The first and the last day of a run in one cell.
    DateRange = "date-range", SetAside;
    /// A day and a month without a year.
    DateNoYear = "date-no-year", SetAside;
    /// A date with a year of two digits.
    DateShortYear = "date-short-year", SetAside;
    /// Month and day stand the wrong way round.
    DateSwapped = "date-swapped", SetAside;
    /// A date that a spreadsheet may have read with its month first.
    DateMaybeSwapped = "date-maybe-swapped", SetAside;
    /// A day that no calendar has.
    DateImpossible = "date-impossible", SetAside;
    /// Not a time of day.
    TimeForm = "time-form", SetAside;
    /// Start and end in one cell.
    TimeRange = "time-range", SetAside;
    /// An hour beyond 23 or a minute beyond 59.
    TimeOutOfDay = "time-out-of-day", SetAside;
    /// A time of the twelve-hour clock.
    TimeTwelveHour = "time-twelve-hour", SetAside;
    /// Hour and minute with a dot, comma or hyphen between them.
    TimeMark = "time-mark", SetAside;
    /// Not a count.
    CountForm = "count-form", SetAside;
    /// A count with a fraction, as Excel makes it of a thousands separator.
    CountFraction = "count-fraction", SetAside;
    /// Separators that do not make groups of three, or two kinds of them.
    CountGroups = "count-groups", SetAside;
    /// A count below zero.
    CountNegative = "count-negative", SetAside;
    /// A count with words around it.
    CountWords = "count-words", SetAside;
    /// A count larger than any real one.
    CountTooLarge = "count-too-large", SetAside;
    /// Not a share in percent.
    ShareForm = "share-form", SetAside;
    /// A share without its percent sign.
    ShareNoPercent = "share-no-percent", SetAside;
    /// A share with more than two decimals.
    ShareTooPrecise = "share-too-precise", SetAside;
    /// A share above 1000 %.
    ShareTooLarge = "share-too-large", SetAside;
    /// Not a list of weekdays.
    WeekdayForm = "weekday-form", SetAside;
    /// A weekday as a bare number, which Vietnamese and other readers take differently.
    WeekdayBare = "weekday-bare", SetAside;
    /// A range of weekdays that ends before it starts.
    WeekdayReversed = "weekday-reversed", SetAside;
    /// Not opening hours.
    HoursForm = "hours-form", SetAside;
    /// Opening hours without weekdays.
    HoursNoDays = "hours-no-days", SetAside;
    /// Opening hours that end before they start.
    HoursOrder = "hours-order", SetAside;
    /// Opening hours of one day that lie over each other.
    HoursOverlap = "hours-overlap", SetAside;
    /// Neither yes nor no.
    FlagForm = "flag-form", SetAside;
    /// Not a coordinate in degrees.
    CoordinateForm = "coordinate-form", SetAside;
    /// A coordinate that is nowhere on Earth.
    CoordinateRange = "coordinate-range", SetAside;
    /// Latitude and longitude stand the wrong way round.
    CoordinateSwapped = "coordinate-swapped", SetAside;
    /// Not an administrative code.
    CodeForm = "code-form", SetAside;
    /// A code that lost its leading zeros.
    CodeZeros = "code-zeros", SetAside;
    /// Not a phone number.
    PhoneForm = "phone-form", SetAside;
    /// A phone number with words beside it.
    PhoneWords = "phone-words", SetAside;
    /// A phone number with digits too few or too many.
    PhoneLength = "phone-length", SetAside;
    /// A phone number that lost its leading zero.
    PhoneZeros = "phone-zeros", SetAside;
    /// A code that a spreadsheet turned into a decimal number.
    CodeDecimal = "code-decimal", SetAside;

    // ---- YAML ----
    /// A YAML key that nothing reads.
    UnknownKey = "unknown-key", Error;
    /// A value that is not one of the few right ones.
    UnknownValue = "unknown-value", Error;
    /// The same YAML key twice.
    DuplicateKey = "duplicate-key", Error;
    /// A list where a text should be, a text where a number should be.
    WrongShape = "wrong-shape", Error;
    /// A key without a value, or with blanks only.
    EmptyValue = "empty-value", Error;
    /// A key that must be there and is not.
    MissingKey = "missing-key", Error;
    /// Text that is not YAML.
    BadYaml = "bad-yaml", Error;
    /// A date in YAML that is not year-month-day.
    BadDate = "bad-date", Error;
    /// A number in YAML that is none.
    BadNumber = "bad-number", Error;
    /// A time of day in YAML that is none.
    BadTime = "bad-time", Error;
    /// A wait that is nothing, or longer than an hour.
    BadSeconds = "bad-seconds", Error;
    /// A share in YAML that is none.
    BadShare = "bad-share", Error;
    /// Not a web address.
    BadAddress = "bad-address", Error;
    /// A key of the site's own choice that cannot be part of an address.
    BadKey = "bad-key", Error;
    /// Neither a commune's code, nor a province's, nor `all`.
    BadScope = "bad-scope", Error;
    /// Not a duration such as `1 year`.
    BadDuration = "bad-duration", Error;
    /// A list names something twice.
    DuplicateValue = "duplicate-value", Error;

    // ---- files ----
    /// There is no content/site.yaml.
    NoSite = "no-site", Error;
    /// There is no table of communes.
    NoCommunes = "no-communes", Error;
    /// A folder in content/ that nothing reads.
    UnknownFolder = "unknown-folder", Warning;
    /// A file in content/ that nothing reads.
    UnknownFile = "unknown-file", Warning;
    /// A text file that is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A file name with other than small letters, digits and hyphens.
    BadName = "bad-name", Error;
    /// A document whose file name does not say the language.
    NoLanguageInName = "no-language-in-name", Error;
    /// A document in a folder that is not called `index`.
    DocumentInFolder = "document-in-folder", Error;
    /// The same document in the same language twice.
    DocumentTwice = "document-twice", Error;
    /// The same table in two files.
    TableTwice = "table-twice", Error;
    /// A table in a format that loa does not read.
    TableFormat = "table-format", Error;

    // ---- site.yaml ----
    /// Something that is not a language tag.
    BadLanguageTag = "bad-language-tag", Error;
    /// A language that the site does not have.
    UnknownLanguage = "unknown-language", Error;
    /// A time zone that does not exist.
    UnknownTimezone = "unknown-timezone", Error;
    /// The campaign ends before it starts.
    EndsBeforeStart = "ends-before-start", Error;
    /// `as_of` on a site that shows real data.
    AsOfWithoutSample = "as-of-without-sample", Error;
    /// A theme that has no folder.
    UnknownTheme = "unknown-theme", Error;
    /// A denominator that site.yaml does not define.
    UnknownDenominator = "unknown-denominator", Error;
    /// A share of nothing.
    ShareWithoutDenominator = "share-without-denominator", Error;
    /// A target with neither share nor count, or with both.
    TargetAmount = "target-amount", Error;
    /// A menu entry that is neither a section nor a page.
    UnknownMenuEntry = "unknown-menu-entry", Error;
    /// A base that may not stand in a code.
    BadCodeBase = "bad-code-base", Error;
    /// A base so long that codes get finer than they should be.
    CodeTooFine = "code-too-fine", Warning;
    /// A host that never exists, on a site that is no sample.
    PlaceholderHost = "placeholder-host", Warning;
    /// A source of the nightly run that is fetched without encryption.
    SourceInsecure = "source-insecure", Warning;
    /// `checks.accept` names a code that is no warning.
    AcceptNotWarning = "accept-not-warning", Error;
    /// `checks.accept` names a warning that is not there.
    AcceptUnused = "accept-unused", Warning;

    // ---- sources that the nightly run fetches ----
    /// A source whose server was not reached.
    SourceUnreachable = "source-unreachable", SetAside;
    /// A source that did not answer in time.
    SourceSlow = "source-slow", SetAside;
    /// A source that answered with something else than success.
    SourceStatus = "source-status", SetAside;
    /// A source that leads elsewhere, to where loa does not follow.
    SourceRedirect = "source-redirect", SetAside;
    /// A source with more bytes than a table may have.
    SourceTooLarge = "source-too-large", SetAside;
    /// A source that broke off before its end.
    SourceCutOff = "source-cut-off", SetAside;
    /// A source that gives a web page in place of a table.
    SourceWebPage = "source-web-page", SetAside;
    /// A source that gives something else than a table.
    SourceNotTable = "source-not-table", SetAside;

    // ---- after the nightly run ----
    /// A hook that could not be run, failed, or took too long.
    HookFailed = "hook-failed", Warning;

    // ---- theme ----
    /// A template that cannot be read or filled.
    BadTemplate = "bad-template", Error;
    /// A file of strings that is not Fluent.
    BadStrings = "bad-strings", Error;
    /// A string of the interface that asks for a value which it is not given.
    StringValue = "string-value", Error;
    /// A string of a theme that nothing asks for.
    UnknownString = "unknown-string", Warning;
    /// A file of a theme that nothing asks for.
    UnknownThemeFile = "unknown-theme-file", Warning;
    /// Strings of the interface that a language lacks.
    MissingStrings = "missing-strings", Warning;

    // ---- documents ----
    /// A document without front matter.
    NoFrontMatter = "no-front-matter", Error;
    /// Front matter that is not closed.
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    /// A fact in the front matter of a translation.
    FactInTranslation = "fact-in-translation", Error;
    /// `source_hash` in a source text.
    HashInSource = "hash-in-source", Error;
    /// A deadline with none of `before`, `by`, `monthly_before`, or more than one.
    DeadlineWhen = "deadline-when", Error;
    /// A translation that claims to be current states another fact than its source.
    FactDiffers = "fact-differs", Error;
    /// A lagging translation states another fact, so that the source text is shown.
    LaggingFactDiffers = "lagging-fact-differs", Warning;
    /// The source has changed since it was translated.
    TranslationLagging = "translation-lagging", Warning;
    /// A translation that does not say which source text it translates.
    TranslationUnstamped = "translation-unstamped", Warning;
    /// A translation called current that has fewer or more words of a kind than its source.
    TranslationPartial = "translation-partial", Warning;
    /// A weekday that does not belong to the date beside it.
    WrongWeekday = "wrong-weekday", Warning;
    /// A link to a page that the site does not have.
    BrokenLink = "broken-link", Error;
    /// A link to a heading that the page does not have.
    BrokenAnchor = "broken-anchor", Error;
    /// A link of a kind that is not let through.
    UnsafeLink = "unsafe-link", Error;
    /// A picture that is not there.
    MissingPicture = "missing-picture", Error;
    /// A picture without words for those who do not see it.
    MissingAlt = "missing-alt", Warning;
    /// A file called a picture that browsers cannot show.
    BrokenPicture = "broken-picture", Warning;
    /// A picture that takes long to load.
    HeavyPicture = "heavy-picture", Warning;
    /// A picture with more pixels than any reader's screen.
    WidePicture = "wide-picture", Warning;
    /// A public file that is not there.
    MissingAttachment = "missing-attachment", Error;
    /// A public file that could not be opened.
    ClosedAttachment = "closed-attachment", Error;
    /// A public file that lies elsewhere than beside the documents.
    AttachmentOutside = "attachment-outside", Error;
    /// A file for the staff that is called public.
    AttachmentStaff = "attachment-staff", Error;
    /// A file of a kind that is not handed out.
    AttachmentType = "attachment-type", Error;
    /// A file that costs readers much to load.
    HeavyAttachment = "heavy-attachment", Warning;
    /// A fenced block that is neither live data nor code.
    UnknownBlock = "unknown-block", Error;
    /// An argument that a live block does not have.
    UnknownArgument = "unknown-argument", Error;
    /// An argument of a live block whose value is not right.
    BadArgument = "bad-argument", Error;
    /// An inline fact that does not exist.
    UnknownFact = "unknown-fact", Error;
    /// Markdown that cannot be understood.
    BadMarkdown = "bad-markdown", Error;
    /// Signs of markdown that are shown as they stand.
    MarkdownAsText = "markdown-as-text", Warning;
    /// Raw HTML of which something was taken out.
    HtmlRemoved = "html-removed", Warning;
    /// A directive that the site does not have.
    UnknownDirective = "unknown-directive", Error;
    /// A guide that the site does not have.
    UnknownGuide = "unknown-guide", Error;
    /// A provider that site.yaml does not define.
    UnknownProvider = "unknown-provider", Error;
    /// A commune or province that the register does not have.
    UnknownScope = "unknown-scope", Error;
    /// A document that two places give different dates.
    DocumentTwoDates = "document-two-dates", Warning;
    /// Two directives with the same number, symbol and date.
    DirectiveTwice = "directive-twice", Warning;
    /// Two guides with the same title.
    TitleTwice = "title-twice", Warning;
    /// A count of days that does not fit the dates it is said of.
    DurationDiffers = "duration-differs", Warning;
    /// A placeholder that nobody filled in.
    Placeholder = "placeholder", Warning;
    /// An official term in another spelling.
    TermMisspelt = "term-misspelt", Warning;
    /// Tone marks set in two ways.
    TonesMixed = "tones-mixed", Warning;
    /// What looks like a citizen's number.
    PersonalId = "personal-id", Warning;
    /// What looks like a person's mobile number.
    PersonalPhone = "personal-phone", Warning;
    /// A mail address at a host for private persons.
    PersonalMail = "personal-mail", Warning;
    /// Mobile numbers in the phone column of points or communes.
    MobileOfOffice = "mobile-of-office", Warning;
    /// Two pages at one address.
    AddressTwice = "address-twice", Error;

    // ---- communes, points, sessions, progress ----
    /// A code that stands twice in the register.
    CommuneTwice = "commune-twice", Error;
    /// A kind of commune that does not exist.
    UnknownKind = "unknown-kind", SetAside;
    /// A successor that is no code.
    BadSuccessor = "bad-successor", Error;
    /// A successor that the register does not have.
    UnknownSuccessor = "unknown-successor", Error;
    /// Communes that are each other's successors.
    SuccessorCircle = "successor-circle", Error;
    /// A row that names no commune.
    NoCommune = "no-commune", SetAside;
    /// A commune that the register does not have.
    UnknownCommune = "unknown-commune", SetAside;
    /// A name that more than one commune has or had.
    CommuneAmbiguous = "commune-ambiguous", SetAside;
    /// A commune that was split between several.
    CommuneSplit = "commune-split", SetAside;
    /// A name no longer in force, taken for its only successor.
    FormerName = "former-name", Warning;
    /// A code and a name that mean different communes.
    CodeAndNameDisagree = "code-and-name-disagree", SetAside;
    /// Not a point's id.
    BadPointId = "bad-point-id", SetAside;
    /// A point's id that is another commune's code, or no commune's.
    PointIdOfCommune = "point-id-of-commune", SetAside;
    /// Latitude without longitude, or the other way round.
    HalfPosition = "half-position", Warning;
    /// Coordinates outside Viet Nam.
    PositionAbroad = "position-abroad", Warning;
    /// A point far from its commune.
    PointFarAway = "point-far-away", Warning;
    /// Two points of a commune at the same coordinates.
    PositionTwice = "position-twice", Warning;
    /// Two points of a commune with the same name at the same time.
    PointNameTwice = "point-name-twice", Warning;
    /// Two names in a commune that look like one place.
    PlaceNearlySame = "place-nearly-same", Warning;
    /// A point that is never there during the campaign.
    PointOutsideCampaign = "point-outside-campaign", Warning;
    /// An id that two points have.
    PointIdTwice = "point-id-twice", SetAside;
    /// Two main points of one commune at the same time.
    TwoMainPoints = "two-main-points", SetAside;
    /// A further point without an id.
    PointNeedsId = "point-needs-id", SetAside;
    /// The name and address of a drop's row without an id are not those of the commune's own point.
    PointOfAnotherPlace = "point-of-another-place", SetAside;
    /// A period that ends before it starts.
    UntilBeforeFrom = "until-before-from", SetAside;
    /// A point that does not exist.
    UnknownPoint = "unknown-point", SetAside;
    /// A point that belongs to another commune than the row.
    PointOfOtherCommune = "point-of-other-commune", SetAside;
    /// Days of the week without the last day of the run.
    WeekdaysWithoutUntil = "weekdays-without-until", SetAside;
    /// A run of repeats in which none of its days of the week falls.
    RunWithoutDays = "run-without-days", SetAside;
    /// A session's id that cannot be part of an address.
    BadSessionId = "bad-session-id", SetAside;
    /// A run of repeats that is longer than a year.
    RunTooLong = "run-too-long", SetAside;
    /// A session between midnight and five in the morning.
    SessionAtNight = "session-at-night", SetAside;
    /// A session that ends before it starts.
    EndBeforeStart = "end-before-start", SetAside;
    /// A status that does not exist.
    UnknownStatus = "unknown-status", SetAside;
    /// A cancelled or moved session that does not say why.
    ChangeWithoutReason = "change-without-reason", Warning;
    /// A moved session that does not say where to.
    MovedNowhere = "moved-nowhere", Warning;
    /// A session that is called planned, and whose words say that it was called off or moved.
    PlannedAndChanged = "planned-and-changed", Warning;
    /// A session before or after the campaign.
    SessionOutsideCampaign = "session-outside-campaign", Warning;
    /// The same session under another id.
    SessionAgain = "session-again", Warning;
    /// A provider of a session that is nearly one of site.yaml.
    ProviderMisspelt = "provider-misspelt", Warning;
    /// Hamlets that have no session.
    HamletsLeftOut = "hamlets-left-out", Warning;
    /// The same session twice.
    SessionTwice = "session-twice", Warning;
    /// Two different sessions with one id.
    SessionIdClash = "session-id-clash", SetAside;
    /// A province that the register does not have.
    UnknownProvince = "unknown-province", SetAside;
    /// An indicator that site.yaml does not define.
    UnknownIndicator = "unknown-indicator", SetAside;
    /// A figure of a day to come.
    ProgressInFuture = "progress-in-future", SetAside;
    /// A figure from before the campaign.
    ProgressTooOld = "progress-too-old", SetAside;
    /// A figure under a former name or a dead code.
    ProgressOfFormerUnit = "progress-of-former-unit", SetAside;
    /// A figure under the name or dead code of a commune that was split.
    ProgressOfSplitUnit = "progress-of-split-unit", SetAside;
    /// Two rows that state different figures for one day.
    ProgressContradicts = "progress-contradicts", SetAside;
    /// A row kept by hand that states another figure than the accepted one of its day.
    ProgressNotAsAccepted = "progress-not-as-accepted", SetAside;
    /// Accepted figures of what the site no longer has.
    AcceptedUnused = "accepted-unused", Warning;
    /// A line of `content/accepted/` that is not as loa writes it.
    AcceptedUnreadable = "accepted-unreadable", Error;
    /// A figure larger than its denominator.
    MoreThanWhole = "more-than-whole", SetAside;
    /// `missing` in a row with several indicators.
    MissingOfSeveral = "missing-of-several", SetAside;
    /// A correction that does not say why.
    CorrectionWithoutReason = "correction-without-reason", SetAside;
    /// An override of a rule that does not say who made it and why.
    OverrideWithoutCorrection = "override-without-correction", Warning;
    /// A cumulative series that falls.
    ProgressFell = "progress-fell", Warning;

    // ---- taking in ----
    /// A drop that holds no record.
    DropEmpty = "drop-empty", SetAside;
    /// A text table that breaks off within its last row.
    DropCutOff = "drop-cut-off", SetAside;
    /// A drop all of whose records are of another month than the one that is under way.
    DropOtherMonth = "drop-other-month", SetAside;
    /// A drop with far fewer rows than the last one of its name.
    DropFewerRows = "drop-fewer-rows", SetAside;
    /// A file or folder in the inbox that cannot be read: rights, size, a disk that fails.
    DropUnreadable = "drop-unreadable", SetAside;
    /// A drop that was dealt with and cannot be moved out of the inbox.
    DropStays = "drop-stays", SetAside;
    /// The list of what waits to be mended cannot be understood; a copy of it is kept.
    OpenBroken = "open-broken", SetAside;
    /// A file in the inbox that is in none of its folders.
    DropStrayed = "drop-strayed", Warning;
    /// A link, or another thing that is no file, in the inbox.
    DropNotPlain = "drop-not-plain", Warning;
    /// A drop that states another figure than the one that was taken before.
    ProgressDiffers = "progress-differs", SetAside;
    /// A cumulative figure below that of an earlier day.
    ProgressBelowEarlier = "progress-below-earlier", SetAside;
    /// A cumulative figure above that of a later day.
    ProgressAboveLater = "progress-above-later", SetAside;
    /// A figure that rises far faster than ever before.
    ProgressJumped = "progress-jumped", SetAside;
    /// A figure of a group that is larger than that of its commune.
    PartAboveWhole = "part-above-whole", SetAside;

    // ---- ledger and codes ----
    /// A line of the ledger that is not right.
    LedgerBadLine = "ledger-bad-line", Error;
    /// Marks of an unfinished merge in the ledger.
    LedgerConflict = "ledger-conflict", Error;
    /// The same id and address twice in the ledger.
    LedgerTwice = "ledger-twice", Error;
    /// An id with two communes in the ledger.
    LedgerTwoCommunes = "ledger-two-communes", Error;
    /// An id that should answer instead and is not in the ledger.
    LedgerUnknownTarget = "ledger-unknown-target", Error;
    /// Retired ids that lead to each other.
    LedgerCircle = "ledger-circle", Error;
    /// An issued code that the ledger has lost.
    LedgerForgot = "ledger-forgot", Error;
    /// A line whose code is not the one that was read back.
    LedgerCheckDiffers = "ledger-check-differs", Error;
    /// An id that the tables give to another commune than the ledger.
    LedgerOtherCommune = "ledger-other-commune", Error;
    /// The ledger would change, and may not.
    LedgerLocked = "ledger-locked", Error;
    /// An id in use whose row is gone.
    IssuedRowGone = "issued-row-gone", Warning;
    /// A code that a decoder reads otherwise than it was meant.
    CodeMisread = "code-misread", Error;
    /// A landing page that does not fit in the first congestion window.
    LandingTooBig = "landing-too-big", Warning;
}
