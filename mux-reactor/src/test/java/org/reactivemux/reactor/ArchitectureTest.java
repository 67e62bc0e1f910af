package org.reactivemux.reactor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.reactivemux.PeerIdentity;

/** What may depend on what. A rule that finds no class to check fails, so none of them can rot unseen. */
class ArchitectureTest {
    private static final String ROOT = "org.reactivemux";
    private static final String ENTRY_POINTS = ROOT + ".reactor";
    private static final String PROTOCOL = ENTRY_POINTS + ".protocol..";
    private static final String REACTIVE = ENTRY_POINTS + ".reactive..";
    private static final String TRANSPORT = ENTRY_POINTS + ".transport..";
    private static final String SPRING = ENTRY_POINTS + ".spring..";
    private static final String MICROMETER = ENTRY_POINTS + ".micrometer..";

    private static final String BUNDLED_TLS = ENTRY_POINTS + ".spring.autoconfigure.BundledTls";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void eachLayerKnowsOnlyTheLayersBelowIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("api")
                .definedBy(ROOT)
                .layer("protocol")
                .definedBy(PROTOCOL)
                .layer("reactive")
                .definedBy(REACTIVE)
                .layer("transport")
                .definedBy(TRANSPORT)
                .layer("entry points")
                .definedBy(ENTRY_POINTS)
                .layer("spring")
                .definedBy(SPRING)
                .layer("micrometer")
                .definedBy(MICROMETER)
                .whereLayer("spring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("micrometer")
                .mayOnlyBeAccessedByLayers("spring")
                .whereLayer("entry points")
                .mayOnlyBeAccessedByLayers("spring")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("entry points")
                .whereLayer("reactive")
                .mayOnlyBeAccessedByLayers("entry points", "transport")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("entry points", "transport", "reactive")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("spring", "micrometer", "entry points", "transport", "reactive", "protocol")
                .ensureAllClassesAreContainedInArchitecture()
                .check(CLASSES);
    }

    @Test
    void noPackageIsPartOfACycle() {
        slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void protocolKnowsNeitherNettyNorReactiveLibraries() {
        noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "reactor..", "org.reactivestreams..")
                .check(CLASSES);
    }

    @Test
    void protocolHasNoThreads() {
        noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .check(CLASSES);
    }

    @Test
    void protocolIsToldTheTime() {
        noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    /** Without Spring on the class path everything else works: nothing else has a word of it. */
    @Test
    void springIsKnownToItsOwnPackagesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SPRING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "tools.jackson..", SPRING)
                .check(CLASSES);
    }

    /** The Spring Framework alone does for typed exchanges. */
    @Test
    void springBootIsKnownToAutoConfigurationAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENTRY_POINTS + ".spring.autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot..")
                .check(CLASSES);
    }

    /** Without Micrometer on the class path everything else works: nothing else has a word of it. */
    @Test
    void micrometerIsKnownToItsOwnPackageAndAutoConfigurationAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(MICROMETER, ENTRY_POINTS + ".spring.autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", ENTRY_POINTS + ".micrometer..")
                .check(CLASSES);
    }

    @Test
    void micrometersPackageNeedsTheContractOnly() {
        classes()
                .that()
                .resideInAPackage(MICROMETER)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        MICROMETER,
                        ROOT,
                        "java..",
                        "io.micrometer.core..",
                        "io.micrometer.observation..",
                        "io.micrometer.common..",
                        "org.jspecify.annotations",
                        "org.reactivestreams",
                        "reactor.core..",
                        "reactor.util.."))
                .check(CLASSES);
    }

    @Test
    void nettyIsKnownToTheTransportAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TRANSPORT, ENTRY_POINTS)
                .and()
                .doNotHaveFullyQualifiedName(BUNDLED_TLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "reactor.netty..")
                .check(CLASSES);
    }

    /** An entry point takes TLS as Reactor Netty has it set up, so whoever has it as a bundle of Spring Boot has to say it so. */
    @Test
    void ofNettyOneClassOfAutoConfigurationKnowsHowTlsIsSetUp() {
        noClasses()
                .that()
                .haveFullyQualifiedName(BUNDLED_TLS)
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty..", "reactor.netty..")
                        .and(not(resideInAnyPackage("io.netty.handler.ssl", "reactor.netty.tcp"))))
                .check(CLASSES);
    }

    /** So that whoever goes without the library never needs it. */
    @Test
    void oneClassNamesTheLibraryOfZstd() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ZstdCoder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.luben..")
                .check(CLASSES);
    }

    /** Whoever was accepted on a Unix socket has no name: one that there is goes to authorisers, and nothing depends on it. */
    @Test
    void onlyTheTransportAsksForTheAddressOfAPeer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TRANSPORT)
                .and()
                .doNotBelongToAnyOf(PeerIdentity.class)
                .should()
                .callMethodWhere(
                        target(nameMatching("(remote|local)Address")).and(target(rawParameterTypes(new Class<?>[0]))))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InetSocketAddress.class)
                .check(CLASSES);
    }

    @Test
    void entryPointsNameOfNettyOnlyTheEventLoopGroup() {
        noClasses()
                .that()
                .resideInAPackage(ENTRY_POINTS)
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty..").and(not(equivalentTo(EventLoopGroup.class))))
                .check(CLASSES);
    }

    @Test
    void apiNeedsReactorCoreAndAnnotationsOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT,
                        "java..",
                        "javax.net.ssl", // what TLS knows of a peer
                        "com.sun.security.auth.module", // the JDK's way to ask for the own uid
                        "org.jspecify.annotations",
                        "org.reactivestreams",
                        "reactor.core..",
                        "reactor.util.."))
                .check(CLASSES);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
                .check(CLASSES);
    }
}
