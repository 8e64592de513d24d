package io.millrace.designer;

import static io.restassured.RestAssured.given;

import io.millrace.designer.session.TestLogin;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;

/** Asks as our own page does in a browser of somebody who is logged in. */
@Singleton
public final class Browser {

    private final TestLogin login;

    Browser(TestLogin login) {
        this.login = login;
    }

    /** A request of the admin that every installation has. */
    public RequestSpecification request() {
        return as("ada");
    }

    /** A request of somebody else who was made known before. */
    public RequestSpecification as(String user) {
        return stranger().cookie("millrace-test", login.cookie(user));
    }

    /** The value of the admin's cookie. */
    public String cookie() {
        return login.cookie("ada");
    }

    /** A request of our own page, with nobody logged in. */
    public static RequestSpecification stranger() {
        return given().contentType(ContentType.JSON).header("Origin", origin());
    }

    /** Where our own page comes from. */
    public static String origin() {
        return "http://localhost:" + RestAssured.port;
    }
}
