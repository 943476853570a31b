namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>The specifications' own examples, for whoever has not signed in. They are printed in public: nothing in them opens anything.</summary>
public static class Examples
{
    private static readonly Dictionary<string, Dictionary<string, string>> All = new()
    {
        // RFC 7636 appendix B
        ["pkce"] = new()
        {
            ["code_verifier"] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        },

        // RFC 7515 appendix A.2: neither token nor key has a `kid`, as there is but one key
        ["signature"] = new()
        {
            ["id_token"] =
                "eyJhbGciOiJSUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKB"
                + "YNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7no"
                + "OPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
            ["keys"] = """
                {
                  "keys": [
                    {
                      "kty": "RSA",
                      "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
                      "e": "AQAB"
                    }
                  ]
                }
                """,
        },

        // OIDC Core appendix A.4
        ["c_hash"] = new()
        {
            ["code"] = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk",
            ["c_hash"] = "LDktKdoQak3Pk0cnXxCltA",
            ["alg"] = "RS256",
        },

        // OIDC Core appendix A.3
        ["at_hash"] = new()
        {
            ["access_token"] = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y",
            ["at_hash"] = "77QmUPtjPfzWtF2AnpK9RQ",
            ["alg"] = "RS256",
        },
    };

    /// <summary>The example of a sum, by field.</summary>
    public static IReadOnlyDictionary<string, string> Of(string sum) => All[sum];
}
