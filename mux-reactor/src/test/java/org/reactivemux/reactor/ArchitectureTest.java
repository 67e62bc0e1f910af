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

/** What may depend on what. A rule that finds no class to check fails, so none of them can rot unseen. */
class ArchitectureTest {
    private static final String ROOT = "org.reactivemux";
    private static final String ENTRY_POINTS = ROOT + ".reactor";
    private static final String PROTOCOL = ENTRY_POINTS + ".protocol..";
    private static final String REACTIVE = ENTRY_POINTS + ".reactive..";
    private static final String TRANSPORT = ENTRY_POINTS + ".transport..";
    private static final String MICROMETER = ENTRY_POINTS + ".micrometer..";

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
                .layer("micrometer")
                .definedBy(MICROMETER)
                .whereLayer("micrometer")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("entry points")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("entry points")
                .whereLayer("reactive")
                .mayOnlyBeAccessedByLayers("entry points", "transport")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("entry points", "transport", "reactive")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("micrometer", "entry points", "transport", "reactive", "protocol")
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

    /** Without Micrometer on the class path everything else works: nothing else has a word of it. */
    @Test
    void micrometerIsKnownToItsOwnPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(MICROMETER)
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
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "reactor.netty..")
                .check(CLASSES);
    }

    /** Whoever was accepted on a Unix socket has no name, so nothing may depend on one. */
    @Test
    void nobodyAsksForTheAddressOfAPeer() {
        noClasses()
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
