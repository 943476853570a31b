namespace SpOAuthRaw.Protocol;

/// <summary>The two ways in which Entra ID can be asked for a SharePoint token.</summary>
public enum Dialect
{
    /// <summary>Today's way: the v2.0 endpoints, <c>scope</c>, the code flow, an answer in the query.</summary>
    V2,

    /// <summary>The 2016 way: the v1 endpoints, <c>resource</c>, the hybrid flow, an answer as a form post.</summary>
    V1,
}
