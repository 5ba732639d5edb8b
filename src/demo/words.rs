//! The words of which generated stories are made. No two of a list mean the same, and none is vague.

/// Verbs a title begins with.
pub(super) const VERBS: [&str; 16] = [
    "Show",
    "Export",
    "Filter",
    "Archive",
    "Print",
    "Sort",
    "Import",
    "Compare",
    "Approve",
    "Share",
    "Rename",
    "Merge",
    "Schedule",
    "Restore",
    "Count",
    "Translate",
];

/// What a title is about.
pub(super) const THINGS: [&str; 32] = [
    "invoices",
    "deliveries",
    "returns",
    "price lists",
    "addresses",
    "baskets",
    "vouchers",
    "reviews",
    "contracts",
    "reminders",
    "suppliers",
    "shelves",
    "parcels",
    "refunds",
    "offers",
    "wish lists",
    "stock levels",
    "tax rates",
    "campaigns",
    "opening hours",
    "photos",
    "labels",
    "payments",
    "accounts",
    "orders",
    "coupons",
    "stores",
    "drivers",
    "pallets",
    "complaints",
    "newsletters",
    "forecasts",
];

/// Where a title's work takes place.
pub(super) const PLACES: [&str; 20] = [
    "on the start page",
    "in the back office",
    "for business customers",
    "on a phone",
    "by region",
    "by month",
    "in the warehouse",
    "for guests",
    "in two currencies",
    "at the till",
    "for support",
    "for the auditors",
    "over night",
    "by product group",
    "in the app",
    "per store",
    "by mail",
    "in the newsletter",
    "for new customers",
    "at the gate",
];

/// Who wants it.
pub(super) const ROLES: [&str; 12] = [
    "customer",
    "guest",
    "support agent",
    "buyer",
    "driver",
    "store manager",
    "accountant",
    "marketer",
    "warehouse worker",
    "supplier",
    "business customer",
    "auditor",
];

/// What for.
pub(super) const BENEFITS: [&str; 12] = [
    "I need not ask for it",
    "no parcel waits",
    "the month closes on its third day",
    "mistakes are found before they cost money",
    "a call is saved",
    "nothing is typed twice",
    "the team sees the same numbers",
    "a customer gets an answer at once",
    "the shelf is filled before it is empty",
    "we keep what the contract says",
    "nobody has to wait for a colleague",
    "the next order is one click away",
];

/// Conditions of a criterion.
pub(super) const GIVEN: [&str; 12] = [
    "one entry",
    "no entry",
    "1,000 entries",
    "an entry that was deleted",
    "two users at once",
    "a user without the right to it",
    "an entry from last year",
    "a lost connection",
    "an entry with a comma in its name",
    "a screen of 360 pixels",
    "a second currency",
    "an entry that somebody else holds",
];

/// Actions of a criterion.
pub(super) const WHEN: [&str; 10] = [
    "I open the page",
    "I press Save",
    "I press Cancel",
    "I search for it",
    "I send the form",
    "I go back",
    "the night run starts",
    "I change the amount",
    "I choose all",
    "I log in again",
];

/// Results of a criterion.
pub(super) const THEN: [&str; 14] = [
    "it is listed first",
    "the total is equal to the cent",
    "a message names the reason",
    "the log holds one line about it",
    "the change is there within 2 seconds",
    "a mail goes to the owner within 5 minutes",
    "the button is not offered",
    "the earlier value stays",
    "the file has one row for it",
    "the page says that there is nothing",
    "it is shown with date and name",
    "the count goes up by one",
    "nothing is lost",
    "the second one is told about the first",
];

/// What was noted on the way.
pub(super) const REMARKS: [&str; 12] = [
    "The old system rounds down here; the auditors want it rounded to the nearest cent.",
    "Support counted 14 calls about this in one week, most of them on a Monday morning.",
    "The supplier sends this once a day, at six, as a file with one row an entry.",
    "Two customers asked for it in the interviews, both of them from the north.",
    "Legal has read it and agrees, as long as names are gone after two years.",
    "The first version may leave out the second currency; nobody has used it since spring.",
    "A sketch hangs next to the coffee machine; the left half of it is what we mean here.",
    "Measured last month: 41 seconds from opening the page to the last click.",
    "The warehouse does this on paper today and keeps the sheets for ten years.",
    "It touches the same page as the work on labels, so one person should do both.",
    "Finance needs it before the year ends, because the report changes in January.",
    "The contract names a limit of 500 a day; above it each one costs two cents.",
];

/// Labels.
pub(super) const LABELS: [&str; 10] = [
    "checkout", "mobile", "search", "payment", "orders", "mail", "stock", "reports", "upkeep",
    "design",
];

/// Who asks for things.
pub(super) const ASKERS: [&str; 8] = [
    "Sales",
    "Support",
    "Finance",
    "Marketing",
    "Legal",
    "Warehouse",
    "Purchasing",
    "Sales (ACME)",
];
