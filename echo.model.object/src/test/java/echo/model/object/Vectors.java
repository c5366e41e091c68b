package echo.model.object;

/** Frozen bytes, in hexadecimal; a backslash only breaks a line. */
final class Vectors {
    /** Each line: a mutation of one change. */
    static final String CHANGES = """
            0a91010a016d0a046c6973741285015282010a0208010a0210010a0318d7040a092100000000000000800a09219a99999999\
            99b93f0a0921000000000000f87f0a072a050a019c10040a043202c3a90a043a0200ff0a0a4208080110ff93ebdc030a124a\
            10000000000000000000000000000000000a0a52080a0218020a0252000a115a0f0a04120208010a070a016212025a00
            0a0e0a016d0a076e6f7468696e671a00
            0a400a0373657422390a0332017412320a2c0000000000000007abababababababababababababababababababababababab\
            abababababababab0000000210011803
            0a0c0a037365742a050a03320175
            0a0d0a016d0a046c69737432021801
            0a100a036e65773a09120732056669727374
            0a460a036e65773a3f0a320a2c0000000000000007ababababababababababababababababababababababababababababab\
            ababab0000000210011803120932076e6f7768657265
            0a3b0a016d0a046c69737442300a2c0000000000000007ababababababababababababababababababababababababababab\
            ababababab000000001801
            """;

    /** Each line: a value. */
    static final String VALUES = """
            0801
            1001
            18d704
            210000000000000080
            219a9999999999b93f
            21000000000000f87f
            2a050a019c1004
            3202c3a9
            3a0200ff
            4208080110ff93ebdc03
            4a1000000000000000000000000000000000
            52080a0218020a025200
            5a0f0a04120208010a070a016212025a00
            """;

    /** What those changes leave, each as the mutation of its own operation. */
    static final String STATE = """
            0a95020a016d1a8f020a8c020a046c6973742a83020ac8010a2e0a2c0000000000000007abababababababababababababab\
            abababababababababababababababababab0000000012040a020801120012050a0318d704120b0a09210000000000000080\
            120b0a09219a9999999999b93f120b0a0921000000000000f87f12090a072a050a019c100412060a043202c3a912060a043a\
            0200ff120c0a0a4208080110ff93ebdc0312140a124a1000000000000000000000000000000000120c0a0a52080a0218020a\
            02520012130a115a0f0a04120208010a070a016212025a000a360a2e0a2c0000000000000007abababababababababababab\
            abababababababababababababababababababab0000000412040a0218010a440a036e65772a3d0a3b0a2e0a2c0000000000\
            000007abababababababababababababababababababababababababababababababab0000000512090a0732056669727374\
            0a3e0a0373657422370a350a03320174122e0a2c0000000000000007abababababababababababababababababababababab\
            abababababababababab00000002""";

    /** Each line: a mutation of one change that brings back what was there. */
    static final String BACK = """
            0a3b0a016c52362a340a320a2e0a2c0000000000000006ababababababababababababababababababababababababababab\
            ababababab000000001200
            0a390a016c5a340a2e0a2c0000000000000006ababababababababababababababababababababababababababababababab\
            ab0000000012021001
            0a070a017352022200
            0a6e0a017362690a0332017412320a2c0000000000000007abababababababababababababababababababababababababab\
            abababababab00000002100118031a2e0a2c0000000000000006abababababababababababababababababababababababab\
            abababababababab00000000
            """;

    private Vectors() {}
}
