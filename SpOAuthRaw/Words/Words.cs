namespace SpOAuthRaw.Words;

// One class for each resource file, so that a page can ask for its words by name: IStringLocalizer<Home> reads Home.resx.

/// <summary>The frame around every page.</summary>
public sealed class Layout;

/// <summary>The walkthrough.</summary>
public sealed class Walk;

/// <summary>The start page.</summary>
public sealed class Home;

/// <summary>The page that explains why something did not work.</summary>
public sealed class Problem;

/// <summary>Why SharePoint gave no profile, and what to do.</summary>
public sealed class SharePointProblem;

/// <summary>Entra ID's AADSTS codes and OAuth's error words: what each means, and what to do.</summary>
public sealed class EntraErrors;

/// <summary>What every parameter, header, claim and JSON member is for; the names are the catalogue's.</summary>
public sealed class Terms;

/// <summary>The recorded run as a file.</summary>
public sealed class TakeAway;

/// <summary>OAuth's words, each in a sentence or two.</summary>
public sealed class Glossary;

/// <summary>Sending a step's message, changed or not, and what comes of it.</summary>
public sealed class Send;

/// <summary>What comes of a change to the authorization request, in the step that is refused because of it.</summary>
public sealed class Consequences;

/// <summary>The sums behind PKCE, a signature and the half hashes, stage by stage.</summary>
public sealed class Sum;
