using Microsoft.Extensions.Options;

namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>SharePoint</c>: whose user profile is read, and with which permission.</summary>
public sealed class SharePointOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SharePoint";

    /// <summary>The site's address, such as <c>https://contoso.sharepoint.com</c>.</summary>
    public string SiteUrl { get; set; } = "";

    /// <summary>The delegated permissions to ask for on v2, space separated.</summary>
    public string Scopes { get; set; } = "User.Read.All";

    /// <summary>The site, without the trailing slash that SharePoint would refuse in an audience.</summary>
    public Uri Site => field ??= new Uri(SiteUrl.Trim().TrimEnd('/'));

    /// <summary>What a token is asked for: the site's origin, also where the site is a path below it.</summary>
    public string Resource => Site.GetLeftPart(UriPartial.Authority);
}

/// <summary>Says of every key of <c>SharePoint</c> that can't work what is wrong and how to mend it, a sentence a key.</summary>
public sealed class SharePointValidation : IValidateOptions<SharePointOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, SharePointOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Problems(SharePointOptions options)
    {
        if (options.SiteUrl.Trim().Length == 0)
            yield return "SharePoint:SiteUrl is empty although AzureAd:ClientId is set: set it to your SharePoint's address, such as https://contoso.sharepoint.com.";
        else if (Uri.TryCreate(options.SiteUrl.Trim(), UriKind.Absolute, out var site) && site.UserInfo.Length > 0)
            yield return "SharePoint:SiteUrl has a user name in it: take off what stands before the @, such as https://contoso.sharepoint.com."; // it may be a password
        else if (options.SiteUrl.AsSpan().ContainsAny('?', '#'))
            yield return $"SharePoint:SiteUrl is '{options.SiteUrl}', which is the address of something on a page: take off everything from "
                + "the ? or # on, such as https://contoso.sharepoint.com or https://contoso.sharepoint.com/sites/team.";
        else if (!WebAddress.TryParse(options.SiteUrl.Trim(), out _))
            yield return $"SharePoint:SiteUrl is '{options.SiteUrl}', which is not an absolute https address: set it to one such as "
                + "https://contoso.sharepoint.com (http is taken on localhost alone).";

        if (string.IsNullOrWhiteSpace(options.Scopes) || options.Scopes.Any(character => character is < ' ' or '"' or '\\' or > '~'))
            yield return "SharePoint:Scopes names no permission: set it to delegated permissions of SharePoint, space separated, such as User.Read.All.";
    }
}
